"""Clock, settings, logs, engine, migrations and the house rules themselves."""
