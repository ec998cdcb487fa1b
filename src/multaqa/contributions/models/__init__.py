"""The rows of the open call."""

from multaqa.contributions.models.call import Call
from multaqa.contributions.models.contribution import Comment, Contribution, Endorsement, Link, Step
from multaqa.contributions.models.paper import Paper, Revision

__all__ = ["Call", "Comment", "Contribution", "Endorsement", "Link", "Paper", "Revision", "Step"]
