"""The tables that stand in files of their own, so that one import knows every table. Nothing else."""

from bot.store.checktable import checks
from bot.store.followtable import follow_ups
from bot.store.labtable import lab_results
from bot.store.teamtables import absences, groups

__all__ = ["absences", "checks", "follow_ups", "groups", "lab_results"]
