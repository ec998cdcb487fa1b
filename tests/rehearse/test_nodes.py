"""An evening over three nodes that share a PostgreSQL and a NATS, and one in which a node dies in the middle of a vote."""

import json

import pytest

from multaqa.rehearse.server import from_each, running_servers
from tests.rehearse.test_command import rehearse


def counted(done):
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_people_on_three_nodes_hear_one_another_and_lose_nothing(settings_of):
    done = rehearse(settings_of(), "--nodes", "3", "--listeners", "30", "--speakers", "3", "--writers", "3", "--seconds", "8")
    assert done.returncode == 0, done.stderr
    numbers = counted(done)
    assert (numbers["joined"], numbers["lost"], numbers["duplicated"], numbers["floor_violations"]) == (30, 0, 0, 0)
    assert numbers["turns"] >= 3
    assert [node["joined"] for node in numbers["nodes"]] == [10, 10, 10]
    assert sum(node["frames_expected"] for node in numbers["nodes"]) == numbers["frames_expected"] > 1000
    assert numbers["frames_missed"] < numbers["frames_expected"] / 50


@pytest.mark.slow
def test_a_node_that_dies_in_the_middle_of_a_vote_takes_no_vote_with_it(settings_of):
    kill = ("--mid-vote", "set -- $NODES; kill -9 $2")
    asked = ("--nodes", "3", "--sitting", "--rooms", "9", "--listeners", "9", "--seconds", "9")
    done = rehearse(settings_of(), *asked, *kill)
    assert done.returncode == 0, done.stderr
    numbers = counted(done)
    assert (numbers["votes_acknowledged"], numbers["votes_counted"], numbers["refused"]) == (18, 18, [])
    assert (numbers["lost"], numbers["duplicated"], numbers["floor_violations"]) == (0, 0, 0)
    assert numbers["turns_recorded"] == numbers["turns"] == 11
    # Three delegates, three listeners and the secretary were there.
    assert numbers["came_back"] >= 6


@pytest.mark.slow
def test_three_nodes_without_a_shared_folder_keep_every_turn_in_a_bucket(settings_of, s3_server):
    kill = ("--mid-vote", "set -- $NODES; kill -9 $2")
    asked = ("--nodes", "3", "--sitting", "--rooms", "9", "--listeners", "9", "--seconds", "9", "--s3", s3_server.url)
    done = rehearse(settings_of(), *asked, *kill)
    try:
        assert done.returncode == 0, done.stderr
        numbers = counted(done)
        assert (numbers["votes_acknowledged"], numbers["votes_counted"], numbers["refused"]) == (18, 18, [])
        assert numbers["turns_recorded"] == numbers["turns"] == 11
        kept = [name for name in s3_server.names() if name.startswith("recordings/")]
        assert len([name for name in kept if name.endswith(".ogg")]) >= 11
        assert [name for name in kept if ".pieces/" in name] == []
    finally:
        s3_server.empty()


def test_everybody_has_a_node_of_their_own_and_the_others_after_it():
    servers = running_servers("https://a.example.org/, https://b.example.org,https://c.example.org")
    assert from_each(servers, 4) == ["https://b.example.org", "https://c.example.org", "https://a.example.org"]


def test_a_sitting_is_not_rehearsed_in_a_house_that_would_keep_it(settings_of):
    done = rehearse(settings_of(), "--sitting", "--url", "http://127.0.0.1:1")
    assert done.returncode == 2
    assert "over a PostgreSQL of their own" in done.stderr


def test_where_it_is_rehearsed_is_said_once(settings_of):
    done = rehearse(settings_of(), "--nodes", "3", "--url", "http://127.0.0.1:1")
    assert done.returncode == 2
    assert "give one of them" in done.stderr
