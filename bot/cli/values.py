"""Values on the command line, each with an error that says how it is written."""

from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from bot.domain.localtime import known_zone, suggest
from bot.domain.regimen import Drug


class _Date(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a date. Write it as 2026-05-04.", param, ctx)


class _Time(click.ParamType[time]):
    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        if isinstance(value, time):
            return value
        try:
            read = time.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a time of day. Write it as 09:00.", param, ctx)
        if read.tzinfo is not None or read.second or read.microsecond:
            self.fail(f"'{value}' is not a plain time of day. Write it as 09:00.", param, ctx)
        return read


class _Times(click.ParamType[dict[str, time]]):
    name = "times"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, time]:
        if isinstance(value, dict):
            return value
        found: dict[str, time] = {}
        for part in value.split(","):
            drug, _, at = part.strip().rpartition("=")
            if drug and drug not in tuple(Drug):
                self.fail(f"'{drug}' is not a drug of a plan. Known: {', '.join(Drug)}.", param, ctx)
            found[drug] = TIME.convert(at, param, ctx)
        return found


class _Amount(click.ParamType[Decimal]):
    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        if isinstance(value, Decimal):
            return value
        try:
            read = Decimal(str(value).replace(",", "."))
        except InvalidOperation:
            self.fail(f"'{value}' is not an amount. Write it as 80 or 72.5.", param, ctx)
        if not read.is_finite() or read <= 0:
            self.fail(f"'{value}' is not an amount above 0.", param, ctx)
        return read


class _Zone(click.ParamType[str]):
    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        near = suggest(value)
        hint = f" Did you mean {' or '.join(near)}?" if near else " It is written Area/City, such as Europe/Madrid."
        if not known_zone(value):
            self.fail(f"'{value}' is not a time zone we know.{hint}", param, ctx)
        return str(value)


DATE, TIME, TIMES, AMOUNT, ZONE = _Date(), _Time(), _Times(), _Amount(), _Zone()
