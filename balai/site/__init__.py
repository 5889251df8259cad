"""The roof: settings, routes, the timetable of jobs, the `balai` command. Knows everybody."""
