"""DoseDay: dose reminders, symptom reports and alerts over Telegram; see the README for what it is and is not."""
