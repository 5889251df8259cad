"""What prepares a machine and checks a change; nothing here runs when Balai serves."""
