"""A blob is whole or absent, whatever the stream, the disk or the key does."""

import errno
import hashlib
import io
import os
import subprocess
import sys
import textwrap

import pytest

from portal.core.errors import InputError, NotFound
from portal.core.storage import LocalBlobStore, StorageFull


@pytest.fixture
def store(tmp_path):
    return LocalBlobStore(tmp_path / "blobs")


def files_in(store):
    return sorted(path.name for path in store.folder.rglob("*") if path.is_file())


def test_a_blob_is_named_by_its_digest_and_comes_back_whole(store):
    content = os.urandom(300_000)
    key = store.put(io.BytesIO(content), max_bytes=300_000)
    assert key == hashlib.sha256(content).hexdigest()
    assert store.exists(key)
    with store.open(key) as stream:
        assert stream.read() == content
    assert files_in(store) == [key]


def test_the_same_content_twice_is_one_blob(store):
    keys = {store.put(io.BytesIO(b"same"), max_bytes=10) for _ in range(2)}
    assert len(keys) == 1
    assert files_in(store) == list(keys)


def test_one_byte_over_the_limit_keeps_nothing(store):
    store.put(io.BytesIO(b"x" * 100_000), max_bytes=100_000)
    with pytest.raises(InputError) as refusal:
        store.put(io.BytesIO(b"y" * 100_001), max_bytes=100_000)
    assert refusal.value.code == "upload.too_large"
    assert len(files_in(store)) == 1


def test_an_endless_stream_is_cut_off_at_the_limit(store):
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size=-1):
            self.given += size
            return b"z" * size

    stream = Endless()
    with pytest.raises(InputError):
        store.put(stream, max_bytes=1_000_000)
    assert stream.given < 1_200_000
    assert files_in(store) == []


def test_a_stream_that_breaks_keeps_nothing(store):
    class Broken(io.RawIOBase):
        def read(self, size=-1):
            raise ConnectionResetError("the line went dead")

    with pytest.raises(ConnectionResetError):
        store.put(Broken(), max_bytes=10)
    assert files_in(store) == []


def test_a_deleted_blob_is_gone_and_deleting_twice_is_no_error(store):
    key = store.put(io.BytesIO(b"short-lived"), max_bytes=100)
    store.delete(key)
    store.delete(key)
    assert not store.exists(key)
    with pytest.raises(NotFound):
        store.open(key)


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "A" * 64, "a" * 63, "a" * 64 + "\n", "incoming"])
def test_a_key_that_is_not_a_digest_reaches_no_file(store, key):
    with pytest.raises(NotFound):
        store.open(key)
    with pytest.raises(NotFound):
        store.delete(key)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_no_room_when_syncing_is_told_and_leaves_nothing(store, monkeypatch, code):
    def full(_descriptor):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("portal.core.storage.os.fsync", full)
    with pytest.raises(StorageFull):
        store.put(io.BytesIO(b"content"), max_bytes=100)
    assert files_in(store) == []


def test_a_real_write_limit_of_the_system_leaves_nothing_half_written(tmp_path):
    script = """
        import io, resource, signal, sys
        from pathlib import Path
        from portal.core.storage import LocalBlobStore, StorageFull
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        store = LocalBlobStore(Path(sys.argv[1]))
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        small = store.put(io.BytesIO(b"s" * 50_000), max_bytes=1_000_000)
        try:
            store.put(io.BytesIO(b"l" * 500_000), max_bytes=1_000_000)
        except StorageFull:
            print("full", small)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    verdict, small = done.stdout.split()
    assert verdict == "full"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [small]
