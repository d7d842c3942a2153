"""Finding an agreement: the office by the numbers of other systems too."""

from program_admin.applications.services.case_numbers import set_numbers
from program_admin.core.writing import transaction
from tests.builders import agreements as made
from tests.builders.answers import words_of
from tests.fixtures.clients import sign_in


def test_the_office_finds_an_agreement_by_the_numbers_of_other_systems_and_the_parties_do_not(app, clock, new_client):
    cast = made.make_cast()
    agreement = made.make_concluded(cast)
    other = made.make_concluded(made.make_cast(cast.application.round))
    numbers = {"portal": "P-2027-000123", "rcms": "RCMS-2027-0099"}
    with transaction() as now:
        set_numbers(cast.application, numbers, by=cast.officer, now=now)
    office, owner = sign_in(new_client(), cast.officer), sign_in(new_client(), cast.owner)

    found = {query: words_of(office.get(f"/agreements/?q={query}")) for query in ("000123", "RCMS-2027-0099", "0077")}
    both = words_of(office.get(f"/agreements/?q={agreement.company_name} 000123"))
    columns = words_of(office.get("/agreements/?columns=number&columns=outside"))
    everywhere = words_of(office.get("/search?q=RCMS-2027-0099"))
    theirs = words_of(owner.get("/agreements/mine?q=000123"))

    assert [agreement.number in words for words in found.values()] == [True, True, False]
    assert not any(other.number in words for words in found.values())
    assert (agreement.number in both, other.number in both) == (True, False)
    assert "P-2027-000123, RCMS-2027-0099" in columns
    assert agreement.number in everywhere
    assert agreement.number not in theirs
