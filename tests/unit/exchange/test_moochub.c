/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/moochub.h"

#include "given.h"

#define FIXTURE "tests/fixtures/exchange/moochub.json"

static struct moochub_options
given_options(void)
{
    static struct topic_list topics;
    static struct framework_file file;
    struct ctx ctx = {.arena = arena};

    assert_int_equal(topics_json_read(&ctx, own_file("data/topics.json"), &topics), OK);
    assert_int_equal(framework_json_read(&ctx, own_file("data/framework.json"), &topics, &file),
                     OK);
    assert_int_equal(framework_index(&file.framework), OK);
    return (struct moochub_options){SLICE("haus"), &file.framework, &topics};
}

static struct moochub_page
given_page(struct slice bytes)
{
    struct moochub_options options = given_options();
    struct ctx ctx = {.arena = arena};
    struct moochub_page page = {0};
    enum err e = moochub_read(&ctx, bytes, &options, &page);

    CHECK_ERR(ctx_message(&ctx, e), e, OK);
    return page;
}

/* A course with these attributes after name, id and access. */
static struct moochub_page
given_course(const char *attributes)
{
    struct text t = text_init(arena, 100000);
    struct slice json = {0};

    text_printf(&t,
                "{\"data\": [{\"id\": \"x\", \"type\": \"Course\", \"attributes\": "
                "{\"name\": \"Kurs\", \"access\": [\"free\"], \"publisher\": \"P\"%s%s}}]}",
                attributes[0] ? ", " : "", attributes);
    assert_int_equal(text_end(&t, &json), OK);
    return given_page(json);
}

static bool
notes_say(const struct import_notes *notes, const char *place, const char *reason)
{
    for (size_t i = 0; i < notes->len; i++) {
        if (slice_find(notes->notes[i].place, slice_of(place)) < notes->notes[i].place.len &&
            slice_find(notes->notes[i].reason, slice_of(reason)) < notes->notes[i].reason.len)
            return true;
    }
    for (size_t i = 0; i < notes->len; i++)
        print_message("  %.*s: %.*s\n", SLICE_ARG(notes->notes[i].place),
                      SLICE_ARG(notes->notes[i].reason));
    return false;
}

static void
a_full_record_becomes_a_module(void **state)
{
    struct moochub_options options = given_options();
    struct moochub_page page = given_page(own_file(FIXTURE));
    const struct moochub_course *c = &page.courses[0];
    const struct module *m = &c->draft.module;
    const struct competence *privacy = framework_by_digcomp(options.framework, SLICE("4.2"));

    (void)state;
    CHECK_SLICE("next", page.next, "https://kurse.example/courses?page=2");
    CHECK_INT("taken", page.len, 4);
    CHECK_SLICE("code", m->code, "haus-11111111-1111-4111-8111-111111111111");
    CHECK_SLICE("title", m->title, "Datenschutz & Sicherheit");
    CHECK_SLICE("description", m->description,
                "Worum es geht\n\nDaten schützen.\n\n- eins\n- zwei (https://a.example/)");
    CHECK_SLICE("language", m->language, "de");
    CHECK_INT("languages", c->languages_len, 2);
    CHECK_SLICE("url", m->url, "https://kurse.example/ds1");
    CHECK_SLICE("feed", m->feed, "haus");
    CHECK_INT("format", m->format, FORMAT_MOOC);
    CHECK_INT("certificate", m->certificate, CERTIFICATE_GRADED);
    CHECK_INT("six hours", m->minutes, 360);
    CHECK_INT("free", m->price.n, 0);
    CHECK_INT("certificate costs", c->certificate_price.n, 4950);
    CHECK_SLICE("provider", c->provider.name, "Haus der Kurse");
    CHECK_SLICE("provider's words", c->provider.description, "Wir.");
    CHECK_SLICE("creator", c->creators[0], "A. Autor");
    CHECK_INT("runs", m->runs_len, 2);
    CHECK_SLICE("the earlier first", m->runs[0].code, "2026-03-02");
    CHECK_INT("two weeks", m->runs[0].last.n - m->runs[0].first.n, 13);
    CHECK_SLICE("then", m->runs[1].code, "2026-09-07");
    CHECK_INT("as stated", m->runs[1].last.n - m->runs[1].first.n, 13);
    CHECK_INT("no sittings", m->runs[1].sessions_len, 0);
    assert_non_null(privacy);
    CHECK_INT("gives", m->gives_len, 2);
    CHECK_INT("competence", m->gives[0].competence.n, privacy->id.n);
    CHECK_INT("from what it needs", m->gives[0].from, 2);
    CHECK_INT("to", m->gives[0].to, 4);
    CHECK_INT("ESCO's third level", m->gives[1].to, 6);
    CHECK_INT("needs", m->needs[0].level, 2);
    CHECK_SLICE("course before", c->required_courses[0], "https://kurse.example/ds0");
    CHECK_SLICE("not in the framework", c->skills_unmapped[0], "Teaching");
    CHECK_TRUE("two topics", m->topics != 0 && (m->topics & (m->topics - 1)) != 0);
    CHECK_SLICE("extra", slice_sub(c->extra, 0, 40),
                "{\"learningResourceType\":{\"identifier\":\"h");
    CHECK_TRUE("unknown is kept",
               slice_find(c->extra, SLICE("\"brandNew\":{\"a\":[1,2.5]}")) < c->extra.len);
    CHECK_INT("unknown is counted", page.report.fields_len, 1);
    CHECK_SLICE("by name", page.report.fields[0].name, "brandNew");
}

static void
fields_of_version_2_mean_the_same(void **state)
{
    struct moochub_page page = given_page(own_file(FIXTURE));
    const struct moochub_course *c = &page.courses[1];
    const struct module *m = &c->draft.module;

    (void)state;
    CHECK_SLICE("id", c->external_id, "2");
    CHECK_SLICE("summary", m->summary, "Kurz gesagt.");
    CHECK_SLICE("goals", m->description, "Kurz gesagt.\n\nLernziele:\n- Ziel eins\n- Ziel zwei");
    CHECK_SLICE("instructor for creator", c->creators[0], "B. Beispiel");
    CHECK_SLICE("provider", c->provider.code, page.courses[0].provider.code.at);
    CHECK_TRUE("open since it started", m->self_paced && m->runs_len == 0);
    CHECK_TRUE("since", c->available_from.n > 18200 && c->available_from.n < 18300);
    CHECK_TRUE("until", c->available_until.n > 21900);
    CHECK_INT("still a MOOC", m->format, FORMAT_MOOC);
}

static void
snake_case_plural_and_missing_are_understood(void **state)
{
    struct moochub_page page = given_page(own_file(FIXTURE));
    const struct moochub_course *c = &page.courses[2];
    const struct module *m = &c->draft.module;

    (void)state;
    CHECK_SLICE("id of a number", c->external_id, "3");
    CHECK_SLICE("German name", m->title, "Seminar vor Ort");
    CHECK_INT("format", m->format, FORMAT_IN_PERSON);
    CHECK_INT("price", m->price.n, 12050);
    CHECK_INT("work", m->minutes, 450);
    CHECK_INT("one day", m->runs_len, 1);
    CHECK_INT("one sitting", m->runs[0].sessions_len, 1);
    CHECK_INT("German time", m->runs[0].sessions[0].from_minute, 8 * 60);
    CHECK_INT("until", m->runs[0].sessions[0].to_minute, 16 * 60 + 30);
    CHECK_SLICE("city", c->place.city, "Mannheim");
    CHECK_SLICE("at the place", c->draft.run_venues[0], c->place.code.at);
    CHECK_TRUE("position", c->place.position.known);
    CHECK_SLICE("the feed stands for the publisher", c->provider.code, "haus");
    CHECK_SLICE("no address", m->url, "");
    CHECK_TRUE("said", notes_say(&page.report.notes, "data[2].attributes.url", "http"));
    CHECK_TRUE("said", notes_say(&page.report.notes, "data[2].attributes.duration", "negative"));
}

static void
a_record_not_taken_has_a_reason_and_spoils_no_other(void **state)
{
    static const struct {
        const char *place;
        const char *reason;
    } table[] = {
        {"data[3].attributes.offer", "no price in euros"},
        {"data[4].type", "of type \"Program\""},
        {"data[5]", "twice"},
        {"data[6]", "no name"},
        {"data[7]", "no id"},
        {"data[8]", "no attributes"},
        {"data[9]", "is a text, expected an object"},
        {"data[10]", "is null, expected an object"},
    };
    struct moochub_page page = given_page(own_file(FIXTURE));

    (void)state;
    CHECK_INT("skipped", page.report.skips.count, 8);
    CHECK_INT("taken", page.report.taken, 4);
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_TRUE(table[i].place, notes_say(&page.report.skips, table[i].place, table[i].reason));
    for (size_t i = 0; i < page.report.notes.len; i++)
        CHECK_TRUE("no notes about what was not taken",
                   !slice_starts(page.report.notes.notes[i].place, SLICE("data[5]")) &&
                       !slice_starts(page.report.notes.notes[i].place, SLICE("data[3]")));
    CHECK_SLICE("the last one is there", page.courses[3].external_id, "12");
}

static void
odd_values_are_left_out_with_a_note(void **state)
{
    static const struct {
        const char *place;
        const char *reason;
    } table[] = {
        {"description", "is an object"},    {"startDate[0]", "no date"},
        {"endDate[1]", "before the start"}, {"workload", "no workload"},
        {"offer[0].price", "no price"},     {"offer[1].price", "no price"},
        {"inLanguage", "no language"},      {"duration", "no duration"},
        {"data[11]", "taken as free"},      {"url", "no address"},
    };
    struct moochub_page page = given_page(own_file(FIXTURE));
    const struct moochub_course *c = &page.courses[3];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_TRUE(table[i].place, notes_say(&page.report.notes, table[i].place, table[i].reason));
    CHECK_SLICE("one keyword alone", c->keywords[0], "einzeln");
    CHECK_SLICE("skill", c->skills_unmapped[0], "?");
    CHECK_SLICE("first publisher of a list", c->provider.name, "Haus der Kurse");
    CHECK_INT("level of a word", c->level, 2);
    CHECK_TRUE("no runs left", c->draft.module.runs_len == 0 && c->draft.module.self_paced);
}

static void
work_is_workload_times_length(void **state)
{
    static const struct {
        const char *attributes;
        int minutes;
    } table[] = {
        {"", 0},
        {"\"workload\": {\"timeValue\": 3, \"timeUnit\": \"h/week\"}, \"duration\": \"P3W\"", 540},
        {"\"workload\": {\"time_value\": \"3\", \"time_unit\": \"h/week\"}, \"duration\": \"P3W\"",
         540},
        {"\"workload\": {\"timeValue\": 20, \"timeUnit\": \"h/month\"}, \"duration\": \"P1M\"",
         1200},
        {"\"workload\": {\"timeValue\": 2, \"timeUnit\": \"h/day\"}, \"duration\": \"P2W\"", 1200},
        {"\"workload\": 5, \"duration\": \"P4W\"", 1200},
        {"\"workload\": \"3-5 Stunden pro Woche\", \"duration\": \"P2W\"", 480},
        {"\"workload\": \"ca. 20 Stunden\"", 1200},
        {"\"workload\": \"90 min\"", 90},
        {"\"workload\": null, \"duration\": \"PT90M\"", 90},
        {"\"duration\": \"P2W\"", 0},
        {"\"workload\": 5", 0},
        {"\"workload\": 5, \"startDate\": \"2026-03-02\", \"endDate\": \"2026-03-15\"", 600},
        {"\"workload\": -5, \"duration\": \"P2W\"", 0},
        {"\"workload\": 5, \"duration\": \"-P2W\"", 0},
        {"\"workload\": 100, \"duration\": \"P90Y\"", 0},
        {"\"workload\": true, \"duration\": \"P2W\"", 0},
        {"\"workload\": {\"timeValue\": 3, \"timeUnit\": \"ECTS\"}, \"duration\": \"P2W\"", 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct moochub_page page = given_course(table[i].attributes);

        CHECK_INT(table[i].attributes, page.len, 1);
        CHECK_INT(table[i].attributes, page.courses[0].draft.module.minutes, table[i].minutes);
    }
}

static void
the_price_is_that_of_the_course(void **state)
{
    static const struct {
        const char *attributes;
        int cents;
    } table[] = {
        {"", 0},
        {"\"offer\": []", 0},
        {"\"offer\": null", 0},
        {"\"offer\": [{\"price\": 10, \"priceCurrency\": \"EUR\", \"category\": \"certificate\"}]",
         0},
        {"\"offer\": [{\"price\": 10.99, \"priceCurrency\": \"EUR\", \"category\": \"course\"}]",
         1099},
        {"\"offer\": [{\"price\": \"1.234,50 €\"}]", 123450},
        {"\"offer\": [{\"price\": \"EUR 15\"}]", 1500},
        {"\"offer\": [{\"price\": \"15.50 eur\"}]", 1550},
        {"\"offers\": {\"price\": 7}", 700},
        {"\"offer\": [{\"price\": 30, \"category\": \"complete\"}, {\"price\": 20, \"category\": "
         "\"course\"}]",
         2000},
        {"\"offer\": [{\"price\": 30, \"category\": \"course\"}, {\"price\": 20, \"category\": "
         "\"course\"}]",
         2000},
        {"\"offer\": [{\"price\": 30, \"category\": \"course\", \"paymentFrequency\": "
         "\"monthly\"}], \"duration\": \"P3M\"",
         9000},
        {"\"offer\": [{\"price\": 30, \"category\": \"course\", \"paymentFrequency\": "
         "\"monthly\"}]",
         3000},
        {"\"offer\": [{\"price\": 1e300}]", 0},
        {"\"offer\": [{\"price\": 12, \"priceCurrency\": \"CHF\"}]", 0},
        {"\"offer\": [{\"price\": {}}]", 0},
        {"\"offer\": [12]", 1200},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct moochub_page page = given_course(table[i].attributes);

        CHECK_INT(table[i].attributes, page.len, 1);
        CHECK_INT(table[i].attributes, page.courses[0].draft.module.price.n, table[i].cents);
    }
}

static void
sittings_come_from_the_schedule(void **state)
{
    struct moochub_page page = given_course(
        "\"courseMode\": [\"online\", \"synchronous\"], \"startDate\": [\"2026-03-23T09:00:00Z\"], "
        "\"endDate\": [\"2026-04-05T18:00:00Z\"], \"repeatFrequency\": "
        "[{\"byDay\": \"https://schema.org/Wednesday\", \"startTime\": \"14:00:00Z\", "
        "\"endTime\": \"15:30:00Z\"}, {\"byDay\": \"Monday\", \"startTime\": \"10:00\", "
        "\"endTime\": \"11:00\"}, {\"byDay\": \"Someday\"}, null]");
    const struct module *m = &page.courses[0].draft.module;

    (void)state;
    CHECK_INT("format", m->format, FORMAT_LIVE_ONLINE);
    CHECK_INT("run", m->runs_len, 1);
    CHECK_INT("two weeks, two days", m->runs[0].sessions_len, 4);
    CHECK_INT("Monday, wall clock", m->runs[0].sessions[0].from_minute, 600);
    CHECK_INT("Wednesday, winter time", m->runs[0].sessions[1].from_minute, 15 * 60);
    CHECK_INT("Wednesday, summer time", m->runs[0].sessions[3].from_minute, 16 * 60);
}

static void
dates_are_understood_in_many_forms(void **state)
{
    static const struct {
        const char *start;
        const char *end;
        int from; /* minutes of the one sitting; -1: none */
        int to;
    } table[] = {
        {"2026-07-01T08:00:00Z", "2026-07-01T10:30:00Z", 600, 750},
        {"2026-07-01T08:00:00.000+02:00", "2026-07-01T10:30:00+02:00", 480, 630},
        {"2026-07-01T08:00:00", "2026-07-01T10:30:00", 480, 630},
        {"2026-07-01 08:00", "2026-07-01 10:30", 480, 630},
        {"2026-07-01", "2026-07-01", -1, -1},
        {"01.07.2026", "1.7.2026", -1, -1},
        {"2026-06-30T22:30:00Z", "2026-07-01T00:00:00Z", 30, 120},
        {"2026-07-01T10:00:00Z", "2026-07-01T10:00:00Z", -1, -1},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct text t = text_init(arena, 1000);
        struct moochub_page page;
        const struct run *run;
        struct slice got = {0};

        text_printf(&t, "\"courseMode\": \"onsite\", \"startDate\": \"%s\", \"endDate\": \"%s\"",
                    table[i].start, table[i].end);
        assert_int_equal(text_end(&t, &got), OK);
        page = given_course(got.at);
        CHECK_INT(table[i].start, page.courses[0].draft.module.runs_len, 1);
        run = &page.courses[0].draft.module.runs[0];
        CHECK_SLICE(table[i].start, run->code, "2026-07-01");
        CHECK_INT(table[i].start, run->first.n, run->last.n);
        CHECK_INT(table[i].start, run->sessions_len, table[i].from >= 0);
        if (run->sessions_len == 1) {
            CHECK_INT(table[i].start, run->sessions[0].from_minute, table[i].from);
            CHECK_INT(table[i].end, run->sessions[0].to_minute, table[i].to);
        }
    }
}

static void
a_page_that_is_none_is_refused(void **state)
{
    static const struct {
        const char *json;
        enum err want;
    } table[] = {
        {"", ERR_INVALID},
        {"<html>404</html>", ERR_INVALID},
        {"{\"errors\": []}", ERR_INVALID},
        {"{\"data\": 7}", ERR_INVALID},
        {"{\"data\": \"x\"}", ERR_INVALID},
        {"7", ERR_INVALID},
        {"{\"data\": [{\"id\": \"1\"}", ERR_INVALID},
        {"{\"data\": null}", OK},
        {"{\"data\": []}", OK},
        {"[]", OK},
    };
    struct moochub_options options = given_options();

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        struct moochub_page page = {0};

        CHECK_ERR(table[i].json, moochub_read(&ctx, slice_of(table[i].json), &options, &page),
                  table[i].want);
        CHECK_INT(table[i].json, page.len, 0);
    }
    options.feed = SLICE("Mein Feed");
    CHECK_ERR("feed",
              moochub_read(&(struct ctx){.arena = arena}, SLICE("[]"), &options,
                           &(struct moochub_page){0}),
              ERR_INVALID);
}

static void
more_records_than_allowed_are_refused(void **state)
{
    struct text t = text_init(arena, 100000);
    struct moochub_options options = given_options();
    struct ctx ctx = {.arena = arena};
    struct moochub_page page = {0};
    struct slice json = {0};

    (void)state;
    text_putc(&t, '[');
    for (int i = 0; i < MOOCHUB_PAGE_MAX; i++)
        text_puts(&t, "1,");
    text_puts(&t, "1]");
    assert_int_equal(text_end(&t, &json), OK);
    CHECK_ERR("one more", moochub_read(&ctx, json, &options, &page), ERR_LIMIT);
}

static void
codes_are_stable_and_different(void **state)
{
    struct moochub_page page = given_page(
        SLICE("[{\"id\":\"a b\",\"name\":\"x\"},{\"id\":\"a-b\",\"name\":\"x\"},{\"id\":\"A "
              "B\",\"name\":\"x\"},"
              "{\"id\":\"https://kurse.example/ein/langer/pfad/der/nicht/mehr/in/einen/code/passt/"
              "1\",\"name\":\"x\"},"
              "{\"id\":\"https://kurse.example/ein/langer/pfad/der/nicht/mehr/in/einen/code/passt/"
              "2\",\"name\":\"x\"},"
              "{\"id\":\"öäü\",\"name\":\"x\"},{\"id\":\"???\",\"name\":\"x\"}]"));

    (void)state;
    CHECK_INT("all", page.len, 7);
    CHECK_SLICE("as it is", page.courses[1].draft.module.code, "haus-a-b");
    for (int i = 0; i < page.len; i++) {
        struct slice code = page.courses[i].draft.module.code;

        CHECK_TRUE("short", code.len <= CODE_BYTES_MAX);
        for (int k = 0; k < i; k++)
            CHECK_TRUE("different", !slice_eq(code, page.courses[k].draft.module.code));
    }
}

static void
the_official_examples_are_taken(void **state)
{
    static const char *const files[] = {"moochub/example_openHPI.json",
                                        "moochub/example_openHPI_patched.json"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct moochub_page page = given_page(real_file(files[i]));
        const struct moochub_course *c = &page.courses[0];

        CHECK_INT(files[i], page.len, 1);
        CHECK_INT(files[i], page.report.skips.count, 0);
        CHECK_INT(files[i], page.report.fields_len, 0);
        CHECK_SLICE(files[i], c->draft.module.title, "Course - the complete example");
        CHECK_INT("six hours", c->draft.module.minutes, 360);
        CHECK_INT("free", c->draft.module.price.n, 0);
        CHECK_INT("certificate", c->certificate_price.n, 5000);
        CHECK_INT("skill", c->draft.module.gives_len, 1);
        CHECK_INT("level", c->draft.module.gives[0].to, 4);
        CHECK_INT("run", c->draft.module.runs_len, 1);
        CHECK_SLICE("place", c->place.city, "Potsdam");
    }
}

static struct moochub_options fuzz_options;

static enum err
read_page(struct ctx *ctx, struct slice bytes)
{
    struct moochub_options options = fuzz_options;
    struct moochub_page page = {0};
    enum err e;

    e = moochub_read(ctx, bytes, &options, &page);
    if (e != OK)
        CHECK_TRUE("half a result", page.len == 0 && page.report.taken == 0);
    for (int i = 0; i < page.len; i++)
        CHECK_TRUE("sound", module_is_sound(&page.courses[i].draft.module));
    return e;
}

static void
survives_damage_to_its_files(void **state)
{
    (void)state;
    fuzz_options = given_options();
    survives_damage_to(own_file(FIXTURE), read_page);
    survives_damage_to(real_file("moochub/example_openHPI.json"), read_page);
}

/* Damage that is still JSON: every value of the file replaced by another kind in turn. */
static void
survives_every_member_being_something_else(void **state)
{
    static const char *const others[] = {"null", "-1",    "1e99",   "\"\"", "\"<p>x\"",     "[]",
                                         "{}",   "[[1]]", "[null]", "true", "{\"name\": 1}"};
    struct slice whole = own_file(FIXTURE);
    uint64_t seed = 7;

    (void)state;
    fuzz_options = given_options();
    for (int i = 0; i < 600; i++) {
        struct arena *own = arena_open((size_t)64 * 1024 * 1024);
        struct ctx ctx = {.arena = own};
        size_t at = next_random(&seed) % whole.len;
        struct text t = text_init(own, whole.len + 100);
        struct slice rest;
        struct slice json = {0};

        assert_non_null(own);
        while (at < whole.len && whole.at[at] != ':')
            at++;
        rest = slice_sub(whole, at + 1, whole.len);
        if (rest.len < 2 || rest.at[0] != ' ' || rest.at[1] == '[' || rest.at[1] == '{') {
            arena_close(own);
            continue;
        }
        text_put(&t, slice_sub(whole, 0, at + 1));
        text_puts(&t, others[next_random(&seed) % ARRAY_LEN(others)]);
        if (rest.at[1] == '"')
            for (at = 2; at < rest.len && rest.at[at] != '"'; at++)
                at += rest.at[at] == '\\';
        else
            for (at = 1; at < rest.len && strchr(",}]", rest.at[at]) == NULL;)
                at++;
        text_put(&t, slice_sub(rest, at + (rest.at[1] == '"'), rest.len));
        assert_int_equal(text_end(&t, &json), OK);
        (void)read_page(&ctx, json);
        arena_close(own);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_full_record_becomes_a_module),
        TEST(fields_of_version_2_mean_the_same),
        TEST(snake_case_plural_and_missing_are_understood),
        TEST(a_record_not_taken_has_a_reason_and_spoils_no_other),
        TEST(odd_values_are_left_out_with_a_note),
        TEST(work_is_workload_times_length),
        TEST(the_price_is_that_of_the_course),
        TEST(sittings_come_from_the_schedule),
        TEST(dates_are_understood_in_many_forms),
        TEST(a_page_that_is_none_is_refused),
        TEST(more_records_than_allowed_are_refused),
        TEST(codes_are_stable_and_different),
        TEST(the_official_examples_are_taken),
        TEST(survives_damage_to_its_files),
        TEST(survives_every_member_being_something_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
