"""What we tell unasked: announcements, to those who asked for them, once."""

from . import results
from .announcement import (
    ALL,
    GROUPS,
    PEOPLE,
    TOPIC_OF,
    Action,
    Announcement,
    Attachment,
    Content,
    Delivery,
    Progress,
    State,
    Status,
)
from .dispatch import Courier, Dispatch
from .drafting import Drafting
from .facts import next_fact
from .french_dates import UnreadableDateError, Why
from .holder import new_holder
from .ledger import Ledger
from .office import Office
from .pace import MOST_A_SECOND, Pace
from .presenting import CONTENT, TARGET, Shown
from .quiet_hours import QUIET_HOURS, QuietHours
from .registry import Registry
from .reporting import Reporting, figures
from .results import Failed, Moved, NotLeft, Refused, Result, Sent, TooFast, Unknown
from .saying import counted, said, said_hour, said_plan
from .schedule import Plan, Recurrence, plan_of
from .subscribing import (
    COMMANDS,
    SUBSCRIBE_TARGET,
    Audience,
    Subscribing,
    Subscription,
    Subscriptions,
    is_target,
    name_of,
)

__all__ = [
    "ALL",
    "COMMANDS",
    "CONTENT",
    "GROUPS",
    "MOST_A_SECOND",
    "PEOPLE",
    "QUIET_HOURS",
    "SUBSCRIBE_TARGET",
    "TARGET",
    "TOPIC_OF",
    "Action",
    "Announcement",
    "Attachment",
    "Audience",
    "Content",
    "Courier",
    "Delivery",
    "Dispatch",
    "Drafting",
    "Failed",
    "Ledger",
    "Moved",
    "NotLeft",
    "Office",
    "Pace",
    "Plan",
    "Progress",
    "QuietHours",
    "Recurrence",
    "Refused",
    "Registry",
    "Reporting",
    "Result",
    "Sent",
    "Shown",
    "State",
    "Status",
    "Subscribing",
    "Subscription",
    "Subscriptions",
    "TooFast",
    "Unknown",
    "UnreadableDateError",
    "Why",
    "counted",
    "figures",
    "is_target",
    "name_of",
    "new_holder",
    "next_fact",
    "plan_of",
    "results",
    "said",
    "said_hour",
    "said_plan",
]
