"""Pages that gather several apps: home, a session, the officer's start, the demo."""
