"""Every folder of tests is a package: two test modules of the same name in bare folders would hide each other."""

from tests.architecture.sources import ROOT


def test_every_folder_of_unit_tests_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests" / "unit").rglob("test_*.py")}
    assert len(folders) > 10
    bare = sorted(folder.name for folder in folders if not (folder / "__init__.py").exists())
    assert not bare
