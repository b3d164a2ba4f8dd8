"""Whose chat shows which commands: by role and language, told to Telegram when they change."""

from dataclasses import dataclass

from bot.domain.people import Role
from bot.service.office import Office
from bot.store import people


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The commands one chat should show."""

    chat_id: int
    staff: bool
    language: str


async def commands_to_tell(office: Office) -> tuple[Menu, ...]:
    """The chats whose commands are not what their holder needs."""
    async with office.reading() as tx:
        rows = await people.stale_menus(tx)
    return tuple(Menu(chat_id=chat, staff=role == Role.STAFF, language=language) for chat, role, language in rows)


async def commands_told(office: Office, menu: Menu) -> None:
    """Telegram knows the commands of this chat now."""
    async with office.engine.begin() as tx:
        await people.menu_told(tx, menu.chat_id, menu.language)
