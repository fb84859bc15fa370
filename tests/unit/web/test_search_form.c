/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/search_form.h"

#include "check.h"
#include "unit/engine/given_catalogue.h"

static struct search_form
read_form(struct given *g, const char *query)
{
    struct snapshot snap = {.catalogue = given_catalogue(g)};
    struct search_form form;
    struct form fields;

    assert_int_equal(form_parse(g->arena, slice_of(query), &fields), OK);
    assert_int_equal(search_form_read(g->arena, &snap, &fields, &form), OK);
    assert_true(search_query_is_sound(&form.wanted.query));
    return form;
}

static void
keeps_what_it_knows_in_the_address_and_tells_what_it_does_not(void **state)
{
    static const struct {
        const char *query;
        const char *url;
        int dropped;
    } table[] = {
        {"", "/suche", 0},
        {"q=&ort=&umkreis=&von=&bis=&format=&preis=", "/suche", 0},
        {"q=+KI+&seite=3", "/suche?q=KI", 0},
        {"q=a%26b%3Dc%23", "/suche?q=a%26b%3Dc%23", 0},
        {"ort=Neustadt+a.d.W.&umkreis=25", "/suche?ort=Neustadt%20a.d.W.&umkreis=25", 0},
        {"umkreis=weit", "/suche", 1},
        {"umkreis=-5&dauer=99999999&preis=1.5", "/suche", 3},
        {"format=mooc&format=in_person&format=mooc", "/suche?format=mooc&format=in_person", 0},
        {"format=film&thema=gibt-es-nicht&kompetenz=X9&stufe=5&stufe=0", "/suche", 5},
        {"stufe=1&stufe=4&bereich=digital", "/suche?bereich=digital&stufe=1&stufe=4", 0},
        {"kompetenz=K3&anbieter=anbieter-2&anbieter=keiner",
         "/suche?kompetenz=K3&anbieter=anbieter-2", 1},
        {"barrierefrei=wheelchair&barrierefrei=fliegen", "/suche?barrierefrei=wheelchair", 1},
        {"frei=1&zertifiziert=ja&vorort=1", "/suche?frei=1&vorort=1", 0},
        {"preis=0&dauer=8", "/suche?preis=0&dauer=8", 0},
        {"sort=preis", "/suche?sort=preis", 0},
        {"sort=passung", "/suche?sort=passung", 0},
        {"land=8&land=99&land=x&niveau=5&niveau=9", "/suche?land=8&niveau=5", 3},
        {"beginn=30&dauer_ab=8", "/suche?beginn=30&dauer_ab=8", 0},
        {"beginn=-1&dauer_ab=viel", "/suche", 2},
        {"sort=relevanz&sprache=de&sprache=deutsch", "/suche?sprache=de", 1},
        {"sort=schoenheit&unbekannt=1", "/suche", 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct given *g = given_open(1, 4);
        struct search_form form = read_form(g, table[i].query);
        struct slice url = search_form_url(g->arena, &form, (struct search_change){.page = 0});

        if (!slice_is(url, table[i].url))
            fail_msg("\"%s\" gives %.*s", table[i].query, SLICE_ARG(url));
        if (form.dropped_len != table[i].dropped)
            fail_msg("\"%s\" drops %d", table[i].query, form.dropped_len);
        given_close(g);
    }
}

static void
understands_days_as_people_and_browsers_write_them(void **state)
{
    static const struct {
        const char *query;
        enum day_problem from;
        enum day_problem until;
        int32_t from_day;
        int32_t until_day;
    } table[] = {
        {"", DAY_FINE, DAY_FINE, DAY_MIN, DAY_MAX},
        {"von=2027-01-02&bis=03.01.2027", DAY_FINE, DAY_FINE, 20820, 20821},
        {"von=2.1.2027&bis=2027-01-02", DAY_FINE, DAY_FINE, 20820, 20820},
        {"von=31.02.2027", DAY_NOT_A_DATE, DAY_FINE, DAY_MIN, DAY_MAX},
        {"von=morgen&bis=3.1.2027", DAY_NOT_A_DATE, DAY_FINE, DAY_MIN, 20821},
        {"von=2027-01-02&bis=2027-01-01", DAY_FINE, DAY_BEFORE_FROM, 20820, DAY_MAX},
        {"bis=9999-01-01", DAY_FINE, DAY_NOT_A_DATE, DAY_MIN, DAY_MAX},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct given *g = given_open(1, 4);
        struct search_form form = read_form(g, table[i].query);

        if (form.from_problem != table[i].from || form.until_problem != table[i].until ||
            form.wanted.query.from.n != table[i].from_day ||
            form.wanted.query.until.n != table[i].until_day)
            fail_msg("\"%s\" gives %d %d, days %d %d", table[i].query, form.from_problem,
                     form.until_problem, form.wanted.query.from.n, form.wanted.query.until.n);
        given_close(g);
    }
}

static void
changes_one_thing_of_the_address_and_forgets_the_page(void **state)
{
    static const char query[] = "q=KI&format=mooc&format=in_person&sort=preis&seite=2";
    static const struct {
        struct search_change change;
        const char *url;
    } table[] = {
        {{.page = 0}, "/suche?q=KI&format=mooc&format=in_person&sort=preis"},
        {{.page = 3}, "/suche?q=KI&format=mooc&format=in_person&sort=preis&seite=3"},
        {{.without = "format", .value = SLICE_INIT("mooc")},
         "/suche?q=KI&format=in_person&sort=preis"},
        {{.without = "format"}, "/suche?q=KI&sort=preis"},
        {{.name = "sort", .set = SLICE_INIT("titel")},
         "/suche?q=KI&format=mooc&format=in_person&sort=titel"},
        {{.name = "sort"}, "/suche?q=KI&format=mooc&format=in_person"},
    };
    struct given *g = given_open(1, 4);
    struct search_form form = read_form(g, query);
    struct slice bare = search_form_url_bare(g->arena, &form);

    (void)state;
    assert_int_equal(form.page, 2);
    assert_int_equal(form.wanted.query.offset, form.wanted.query.limit);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice url = search_form_url(g->arena, &form, table[i].change);

        if (!slice_is(url, table[i].url))
            fail_msg("change %zu gives %.*s", i, SLICE_ARG(url));
    }
    assert_true(slice_is(bare, "/suche?q=KI&sort=preis"));
    given_close(g);
}

static void
reaches_its_limits_without_losing_anything_silently(void **state)
{
    struct given *g = given_open(1, 4);
    struct text query = text_init(g->arena, 100000);
    struct search_form form;

    (void)state;
    text_puts(&query, "q=");
    for (int i = 0; i <= SEARCH_TEXT_BYTES_MAX; i++)
        text_putc(&query, 'a');
    for (int i = 0; i < SEARCH_DROPPED_MAX + 3; i++)
        text_printf(&query, "&thema=nichts%d", i);
    text_puts(&query, "&seite=999999999");
    form = read_form(g, query.at);
    assert_true(form.text_too_long);
    assert_int_equal(form.text.len, SEARCH_TEXT_BYTES_MAX + 1);
    assert_int_equal(form.wanted.query.text.len, 0);
    assert_int_equal(form.dropped_len, SEARCH_DROPPED_MAX);
    assert_int_equal(form.page, 1);
    given_close(g);
}

static void
sorts_by_date_when_there_are_no_words(void **state)
{
    struct given *g = given_open(1, 4);

    (void)state;
    assert_int_equal(read_form(g, "").wanted.query.sort, SEARCH_DATE);
    assert_int_equal(read_form(g, "q=KI").wanted.query.sort, SEARCH_RELEVANCE);
    assert_int_equal(read_form(g, "q=KI&sort=termin").wanted.query.sort, SEARCH_DATE);
    given_close(g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_what_it_knows_in_the_address_and_tells_what_it_does_not),
        cmocka_unit_test(understands_days_as_people_and_browsers_write_them),
        cmocka_unit_test(changes_one_thing_of_the_address_and_forgets_the_page),
        cmocka_unit_test(reaches_its_limits_without_losing_anything_silently),
        cmocka_unit_test(sorts_by_date_when_there_are_no_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
