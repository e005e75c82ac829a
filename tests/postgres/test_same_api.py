"""What the API, forms and erasing promise with SQLite they promise with PostgreSQL: the same tests."""

from tests.web.test_arrivals import *  # noqa: F403
from tests.web.test_erasure import (  # noqa: F401
    test_a_device_that_asks_for_an_erased_record_is_told_so_and_a_page_says_nothing_of_it,
    test_a_new_person_can_begin_after_it,
    test_it_leaves_the_bare_fact_that_someone_was_erased,
    test_it_says_when_a_copy_could_not_be_removed,
    test_who_was_erased_meanwhile_gets_no_new_line,
)
from tests.web.test_forms import *  # noqa: F403
from tests.web.test_journal_api import *  # noqa: F403
from tests.web.test_people import *  # noqa: F403
from tests.web.test_server_chain import *  # noqa: F403
