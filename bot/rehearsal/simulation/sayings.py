"""What simulated people type, by what it must come to. Labelled by hand, not by the bot's own phrase rules."""

from collections.abc import Mapping

from bot.domain.urgency import Urgency

# Words that must raise an alert at least this urgent, whoever asked what (S8).
RED_FLAGS: Mapping[str, Mapping[str, Urgency]] = {
    "en": {
        "I cannot breathe": Urgency.EMERGENCY,
        "I have chest pain": Urgency.EMERGENCY,
        "I took two doses today": Urgency.EMERGENCY,
        "my nose bleeds and it will not stop": Urgency.URGENT,
        "I have a fever of 38.5": Urgency.URGENT,
        "there is blood in my stool": Urgency.URGENT,
    },
    "es": {
        "No puedo respirar": Urgency.EMERGENCY,
        "Me duele el pecho": Urgency.EMERGENCY,
        "He tomado dos dosis hoy": Urgency.EMERGENCY,
        "me sangra la nariz y no para": Urgency.URGENT,
        "Tengo fiebre de 38,5": Urgency.URGENT,
        "hay sangre en las heces": Urgency.URGENT,
    },
}
# Words that no rule knows: they must be kept word for word, and come to a person.
STRANGE: Mapping[str, tuple[str, ...]] = {
    "en": ("The radio did not play on Tuesday", "My neighbour says I look pale", "Is the blue book the right one"),
    "es": ("La radio no sonaba el martes", "Mi vecina dice que estoy blanca", "Es bueno el libro azul"),
}
SYMPTOMS: Mapping[str, tuple[str, ...]] = {
    "en": ("I feel sick", "no appetite at all", "I am so tired", "trew up 3 times since this mornig", "I feel dizzy"),
    "es": ("tengo náuseas", "no tengo hambre", "estoy muy cansada", "e vomitado 3 beces", "estoy mareada"),
}
ABOUT_A_DOSE: Mapping[str, tuple[str, ...]] = {
    "en": ("taken", "yes", "no", "later", "not sure", "I vomited it", "none left", "not taking it"),
    "es": ("tomada", "sí", "no", "más tarde", "no sé", "la he vomitado", "no me queda", "no la tomo"),
}
NUMBERS = ("72,5", "71", "38.2", "37º1", "20 mg", "20", "60", "70.2 kg")
IDLE = ("ok", "👍", "????", "hello", "gracias", "/today", "/schedule", "/help", "/report", "/weight", "/timezone")
SENT = ("voice", "photo", "video", "document", "sticker", "contact", "location", "caption")
NOBODY_CAN_READ = ("voice", "photo", "video", "document")  # a person must know that they came
COMMANDS = ("/alerts", "/patients", "/help", "/timezone")
STAFF_WORDS = ("Seen in clinic, goes on", "Phoned, all well", "100 mg", "60", "09:30", "Europe/Lisbon", "72")
