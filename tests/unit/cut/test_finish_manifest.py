"""Content credentials: signed last with the base's own certificate, read back, and every way to lose them told apart."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
import pytest
from finish_stage import scenery, write_film

from fangcun.cut.engine.certificate import Certificate, certificate, load_certificate
from fangcun.cut.engine.label import AigcLabel, check_label, stamp_label
from fangcun.cut.engine.manifest import Action, Ingredient, Origin, check_manifest, origin_of, read_manifest, sign
from fangcun.kit.errors import FangcunError

NOW = datetime.now(UTC)  # the library compares certificates with the machine's clock
LABEL = AigcLabel(producer="方寸制作基地", produce_id="FC-0001-01")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("keys"), organisation="方寸制作基地", now=NOW)


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("film")
    still = scenery(160, 288)
    raw = write_film(folder / "raw.mp4", lambda at: still, frames=30)
    stamp_label(raw, path=folder / "labelled.mp4", label=LABEL, title="第一集")
    return folder / "labelled.mp4"


@pytest.fixture(scope="module")
def signed(labelled: Path, own: Certificate) -> Path:
    out = labelled.with_name("signed.mp4")
    sign(
        labelled,
        out,
        certificate=own,
        title="第一集",
        producer="方寸制作基地",
        origin=Origin.DRAWN,
        actions=[Action("c2pa.edited", "字幕与配音")],
        ingredients=[Ingredient(labelled.with_name("raw.mp4"), "画面")],
    )
    return out


def codes(path: Path, own: Certificate) -> list[str]:
    return [problem.code for problem in check_manifest(path, trusted=own.root)]


def test_a_signed_film_says_who_made_it_and_how(signed: Path, own: Certificate) -> None:
    found = read_manifest(signed, trusted=own.root)
    assert found is not None
    assert (found.title, found.producer, found.origin) == ("第一集", "方寸制作基地", Origin.DRAWN)
    assert found.actions == ("c2pa.created", "c2pa.placed", "c2pa.edited")
    assert found.ingredients == ("画面",)
    assert (found.state, found.problems) == ("Trusted", ())


def test_label_and_index_survive_signing_and_the_film_plays(signed: Path, labelled: Path) -> None:
    with av.open(str(signed)) as film, av.open(str(labelled)) as before:
        assert film.metadata["AIGC"] == LABEL.to_json()
        assert len(list(film.decode(video=0))) == len(list(before.decode(video=0))) == 30
    data = signed.read_bytes()
    assert 0 < data.find(b"moov") < data.find(b"mdat")
    assert check_label(signed) == []


def test_a_film_never_signed_or_wrapped_again_has_lost_its_manifest(
    signed: Path, labelled: Path, own: Certificate, tmp_path: Path
) -> None:
    again = tmp_path / "again.mp4"
    stamp_label(signed, path=again, label=LABEL)
    assert codes(labelled, own) == codes(again, own) == ["cut.manifest_missing"]
    assert read_manifest(again) is None


@pytest.mark.parametrize("place", [0.5, 0.9, 0.99])
def test_one_changed_bit_is_found(signed: Path, own: Certificate, tmp_path: Path, place: float) -> None:
    data = bytearray(signed.read_bytes())
    body = data.find(b"mdat") + 8
    data[body + int((len(data) - body) * place)] ^= 1
    (tmp_path / "changed.mp4").write_bytes(data)
    assert codes(tmp_path / "changed.mp4", own) == ["cut.manifest_tampered"]


def test_anothers_certificate_is_whole_but_not_trusted(signed: Path, tmp_path: Path) -> None:
    other = certificate(tmp_path, organisation="别家", now=NOW)
    assert codes(signed, other) == ["cut.manifest_untrusted"]
    stranger = read_manifest(signed)
    assert stranger is not None
    assert stranger.state == "Valid"


def test_keys_are_made_once_and_kept_from_others(tmp_path: Path) -> None:
    made = certificate(tmp_path, organisation="方寸制作基地", now=NOW)
    assert certificate(tmp_path, organisation="方寸制作基地", now=NOW) == made
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("signer.key", "root.key")} == {0o600}
    assert "PRIVATE" not in repr(made)
    (tmp_path / "signer.key").chmod(0o644)
    with pytest.raises(FangcunError) as refused:
        load_certificate(tmp_path)
    assert refused.value.code == "cut.certificate_open"


def test_a_signer_that_ran_out_is_renewed_under_the_same_root(tmp_path: Path) -> None:
    old = certificate(tmp_path, organisation="方寸制作基地", now=NOW - timedelta(days=800))
    new = certificate(tmp_path, organisation="方寸制作基地", now=NOW)
    assert old.root == new.root
    assert old.key != new.key
    assert old.valid_until < NOW < new.valid_until


def test_a_key_of_another_chain_is_refused(tmp_path: Path, own: Certificate) -> None:
    certificate(tmp_path, organisation="方寸制作基地", now=NOW)
    (tmp_path / "signer.key").write_bytes(own.key)
    with pytest.raises(FangcunError, match="不成一对"):
        load_certificate(tmp_path)


def test_a_broken_film_is_not_signed_and_leaves_nothing(tmp_path: Path, own: Certificate) -> None:
    (tmp_path / "broken.mp4").write_bytes(b"\0\0\0\x08free" * 4)
    with pytest.raises(FangcunError) as refused:
        sign(
            tmp_path / "broken.mp4",
            tmp_path / "out.mp4",
            certificate=own,
            title="",
            producer="方寸",
            origin=Origin.DRAWN,
        )
    assert refused.value.code == "cut.sign_failed"
    assert not (tmp_path / "out.mp4").exists()


def test_a_film_is_of_trained_media_only_where_a_model_made_some_of_it() -> None:
    assert origin_of([]) is origin_of([Origin.DRAWN] * 3) is Origin.DRAWN
    assert origin_of([Origin.DRAWN, Origin.GENERATED]) is Origin.MIXED
    assert origin_of([Origin.DRAWN, Origin.FILMED]) is Origin.ASSEMBLED
    assert not Origin.DRAWN.made_by_ai
    assert Origin.MIXED.made_by_ai
