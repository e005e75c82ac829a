"""Papers (the report, the plan sheet) as tagged PDFs. What is on them is made by `screens` as plain values."""

from unpinch.exchange.report.laying import Made, NoTypstError, TooLongError, able, pdf

__all__ = ["Made", "NoTypstError", "TooLongError", "able", "pdf"]
