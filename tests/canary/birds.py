"""The canaries: names, numbers, references and words that occur nowhere else in the world."""

NAMES = {"amina": "Aminacanary", "boris": "Boriscanary", "clara": "Claracanary", "dan": "Dancanary"}
IDS = {"amina": 777_111_222_333, "boris": 777_222_333_444, "clara": 777_333_444_555, "dan": 777_444_555_666}
REFERENCE, PHONE = "REFCANARY-99", "699 123 777"
SECOND = {"name": "Secondcanary", "phone": "699 456 777"}
WORDS = "wordcanary"
TOKEN = "123456789:AAHtokencanary-value_that_is_secret"
BIRDS = (
    *NAMES.values(), *(str(one) for one in IDS.values()), "777555666", REFERENCE, PHONE, *SECOND.values(), WORDS, "Brandcanary",
    "Emeticanary", "selinexor", "dexamethasone", "canary-value", TOKEN,
)  # fmt: skip
