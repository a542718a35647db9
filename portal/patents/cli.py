"""`flask patents import`: files from the command line, by the same service as in the browser."""

import json
import sys
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import Any, BinaryIO

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError

from portal.access.actors import SYSTEM
from portal.accounts.organisations import Organisation
from portal.core.errors import InputError
from portal.core.i18n import LANGUAGES, in_language
from portal.core.names import sentence
from portal.core.numbers import NumberRefused
from portal.core.transactions import transaction
from portal.extensions import db
from portal.patents import reports, service
from portal.patents.batches import ImportBatch
from portal.patents.facts import sheets
from portal.patents.importers.opening import heads_of, read_file

ATTEMPTS = 3
_FOLDERS = 4  # the file and three folders above it
patents_group = AppGroup("patents", help="The patents that the portal knows.")


@patents_group.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--owner", required=True, help="Unified social credit code of the organisation whose patents these are."
)
@click.option("--dry-run", is_flag=True, help="Check everything, keep nothing.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report here, as JSON.",
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="Language of the messages."
)
def import_files(
    files: tuple[Path, ...], owner: str, dry_run: bool, report_file: Path | None, language: str
) -> None:
    """Import FILES of patents: XLSX, CSV, JSON lines, CNIPA or USPTO XML, or a ZIP of these.

    Ends with 1 where a file could not be used or none of its rows could be taken.
    """
    with in_language(language):
        total = _import_all(files, _owner(owner), dry_run)
    if report_file:
        report_file.write_text(json.dumps(total, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    _print(total, dry_run)
    taken = total["accepted"] + total["updated"] + total["unchanged"]
    unusable = any(refusal["row"] == 0 for refusal in total["refused"])
    sys.exit(1 if unusable or (total["refused"] and not taken) else 0)


def _owner(uscc: str) -> Organisation:
    try:
        return service.owner_by_uscc(uscc)
    except NumberRefused as refused:
        raise click.BadParameter(sentence(refused.code, **refused.params), param_hint="--owner") from refused


def _import_all(files: tuple[Path, ...], owner: Organisation, dry_run: bool) -> dict[str, Any]:
    total: dict[str, Any] = {"accepted": 0, "updated": 0, "unchanged": 0, "refused": []}
    for path in files:
        found = _import(path, owner, dry_run)
        for count in ("accepted", "updated", "unchanged"):
            total[count] += found[count]
        total["refused"] += [{"file": path.name, **r} if len(files) > 1 else r for r in found["refused"]]
    if dry_run:
        db.session.rollback()
    return total


def _import(path: Path, owner: Organisation, dry_run: bool) -> dict[str, Any]:
    with path.open("rb") as stream:
        with _kept(dry_run):
            batch = _batch(path, stream, owner)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                _run(batch, stream, dry_run)
                break
            except IntegrityError:  # somebody else brought in the same patent at the same moment: look again
                if attempt == ATTEMPTS or dry_run:
                    raise
    return reports.report(batch)


def _batch(path: Path, stream: BinaryIO, owner: Organisation) -> ImportBatch:
    """Return a batch that knows the file by its nearest folders, which may hold the application number."""
    name = "/".join(path.absolute().parts[-_FOLDERS:])
    batch = service.new_batch(owner, name, SYSTEM)
    with suppress(InputError):  # the run refuses the file for the same reason, and notes it
        heads, _ = heads_of(read_file(stream, name))
        batch.mapping = service.mapping_for(owner, heads)
    return batch


def _kept(dry_run: bool) -> AbstractContextManager[None]:
    return nullcontext() if dry_run else transaction()


def _run(batch: ImportBatch, stream: BinaryIO, dry_run: bool) -> None:
    """Do the batch; each chunk is a transaction of its own, the dry run's is never committed."""
    steps = service.run(batch, stream)
    more: object = batch
    while more:
        with _kept(dry_run):
            more = next(steps, None)


def _print(total: dict[str, Any], dry_run: bool) -> None:
    rows = len({(refusal.get("file"), refusal["row"]) for refusal in total["refused"]})
    click.echo(
        f"accepted {total['accepted']}, updated {total['updated']}, unchanged {total['unchanged']}, refused {rows}"
        + (" (dry run: nothing was kept)" if dry_run else "")
    )
    for refusal in total["refused"][:20]:
        where = f"{refusal['file']} " if "file" in refusal else ""
        click.echo(f"  {where}row {refusal['row']}, {refusal['field']}: {refusal['message']}")
    if len(total["refused"]) > 20:
        click.echo(f"  … and {len(total['refused']) - 20} more; --report writes them all")


@patents_group.command("import-status")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--dry-run", is_flag=True, help="Check everything, keep nothing.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report here, as JSON.",
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="Language of the messages."
)
def import_status(files: tuple[Path, ...], dry_run: bool, report_file: Path | None, language: str) -> None:
    """Add the legal-status events of FILES: XLSX or CSV with number, day, and gazette code or text.

    Each file is one transaction. Ends with 1 where a file could not be used or none of its rows could be taken.
    """
    total: dict[str, Any] = {"added": 0, "unchanged": 0, "refused": []}
    with in_language(language):
        for path in files:
            with path.open("rb") as stream, _kept(dry_run):
                found = sheets.take(stream, path.name, SYSTEM).as_json()
            total["added"] += found["added"]
            total["unchanged"] += found["unchanged"]
            total["refused"] += [{"file": path.name, **row} for row in found["refused"]]
    if dry_run:
        db.session.rollback()
    if report_file:
        report_file.write_text(json.dumps(total, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo(
        f"added {total['added']}, unchanged {total['unchanged']}, refused {len(total['refused'])}"
        + (" (dry run: nothing was kept)" if dry_run else "")
    )
    for refusal in total["refused"][:20]:
        click.echo(f"  {refusal['file']} row {refusal['row']}, {refusal['field']}: {refusal['message']}")
    unusable = any(refusal["row"] == 0 for refusal in total["refused"])
    sys.exit(1 if unusable or (total["refused"] and not total["added"] + total["unchanged"]) else 0)
