/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/municipality_register.h"

#include <math.h>

#include "given.h"

#define FIXTURES "tests/fixtures/exchange/"

static struct municipality_register
given_register(struct slice bytes)
{
    struct ctx ctx = {.arena = arena};
    struct municipality_register r = {0};
    enum err e = municipality_register_read(&ctx, bytes, &r);

    CHECK_ERR(ctx_message(&ctx, e), e, OK);
    return r;
}

static const struct municipality *
find(const struct municipality *list, int len, const char *ags)
{
    for (int i = 0; i < len; i++) {
        if (slice_is(list[i].ags, ags))
            return &list[i];
    }
    fail_msg("there is no %s", ags);
    return NULL;
}

static bool
skips_say(const struct import_report *r, const char *place, const char *reason)
{
    for (size_t i = 0; i < r->skips.len; i++) {
        if (slice_is(r->skips.notes[i].place, place) &&
            slice_find(r->skips.notes[i].reason, slice_of(reason)) < r->skips.notes[i].reason.len)
            return true;
    }
    for (size_t i = 0; i < r->skips.len; i++)
        print_message("  %.*s: %.*s\n", SLICE_ARG(r->skips.notes[i].place),
                      SLICE_ARG(r->skips.notes[i].reason));
    return false;
}

static void
fixed_columns_are_read_in_both_character_sets(void **state)
{
    static const char *const files[] = {FIXTURES "gv100ad_utf8.txt",
                                        FIXTURES "gv100ad_windows1252.txt"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct municipality_register r = given_register(own_file(files[i]));
        const struct municipality *m = find(r.municipalities, r.len, "08115003");
        struct date d = day_to_date(r.as_of);

        CHECK_INT(files[i], r.len, 4);
        CHECK_INT(files[i], r.districts_len, 2);
        CHECK_INT(files[i], r.report.skips.count, 0);
        CHECK_TRUE("as of", d.year == 2023 && d.month == 11 && d.day == 30);
        CHECK_SLICE("name with brackets", m->name, "Nebra (Unstrut), Stadt");
        CHECK_SLICE("ARS", m->ars, "081155001003");
        CHECK_SLICE("district", m->district, "Mühlenkreis");
        CHECK_SLICE("state", m->state, "08");
        CHECK_INT("population", m->population, 4321);
        CHECK_INT("area", m->area_m2, 10000000);
        CHECK_SLICE("postcode", m->postcode, "70001");
        CHECK_TRUE("no position", !m->position.known);
        CHECK_SLICE("umlauts", find(r.municipalities, r.len, "08115002")->name,
                    "Übersee a. Käßbach");
        CHECK_TRUE("unincorporated",
                   find(r.municipalities, r.len, "08115901")->unincorporated && !m->unincorporated);
        m = find(r.districts, r.districts_len, "08115");
        CHECK_INT("sum of people", m->population, 4420);
        CHECK_INT("sum of area", m->area_m2, 17500000);
        for (int k = 0; k < r.len; k++)
            CHECK_TRUE("sound", municipality_is_sound(&r.municipalities[k]));
        for (int k = 0; k < r.districts_len; k++)
            CHECK_TRUE("sound", municipality_is_sound(&r.districts[k]));
    }
}

static void
the_csv_form_has_positions_and_its_faults_are_told(void **state)
{
    static const struct {
        const char *place;
        const char *reason;
    } table[] = {
        {"line 9", "was there before"}, {"line 10", "population"}, {"line 11", "of a state"},
        {"line 12", "no name"},         {"line 13", "Satzart"},    {"line 14", "quote"},
    };
    struct municipality_register r = given_register(own_file(FIXTURES "municipalities.csv"));
    const struct municipality *m = find(r.municipalities, r.len, "08111000");

    (void)state;
    CHECK_INT("taken", r.len, 6);
    CHECK_INT("skipped", r.report.skips.count, 6);
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_TRUE(table[i].place, skips_say(&r.report, table[i].place, table[i].reason));
    CHECK_INT("people", m->population, 632865);
    CHECK_INT("area", m->area_m2, 207330000);
    CHECK_INT("latitude", m->position.lat_micro, 48775670);
    CHECK_INT("longitude", m->position.lon_micro, 9177020);
    m = find(r.municipalities, r.len, "08115002");
    CHECK_SLICE("quotes in the name", m->name, "Übersee \"am\" Käßbach");
    CHECK_TRUE("no place on earth's origin", !m->position.known);
    CHECK_SLICE("its own district", find(r.municipalities, r.len, "08199010")->district,
                "Ohne Kreis");
    CHECK_SLICE("postcode too short", find(r.municipalities, r.len, "08115009")->postcode, "");
    CHECK_INT("notes: position, postcode, district, states", r.report.notes.count, 4);
}

static void
what_is_no_register_is_refused(void **state)
{
    static const struct {
        const char *why;
        struct slice in;
        const char *says;
    } table[] = {
        {"nothing", SLICE_INIT(""), "empty"},
        {"blank", SLICE_INIT("\n\n"), "empty"},
        {"other headings", SLICE_INIT("a,b\n1,2\n"), "no headings satzart"},
        {"headings alone", SLICE_INIT("satzart,land,rb,kreis,vb,gemeinde,gemeindename\n"),
         "no register"},
        {"JSON", SLICE_INIT("{\"a\": 1}"), "no headings"},
        {"digits", SLICE_INIT("123456789012345678901234567890\n"), "no register"},
        {"UTF-16",
         SLICE_INIT("\xff\xfe"
                    "6\0"
                    "0\0"),
         "UTF-16"},
        {"mostly wrong",
         SLICE_INIT(
             "satzart,land,rb,kreis,vb,gemeinde,gemeindename\n60,08,1,11,0000,000,A\nx\ny\n"),
         "of 3 lines 2 cannot be read"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        struct municipality_register r = {0};

        CHECK_ERR(table[i].why, municipality_register_read(&ctx, table[i].in, &r), ERR_INVALID);
        CHECK_INT(table[i].why, r.len, 0);
        if (strstr(ctx.failure.message, table[i].says) == NULL)
            fail_msg("%s: says \"%s\"", table[i].why, ctx.failure.message);
    }
}

static void
reaches_its_limits(void **state)
{
    struct text t = text_init(arena, (size_t)64 * 1024 * 1024);
    struct ctx ctx = {.arena = arena};
    struct municipality_register r = {0};
    struct slice bytes = {0};

    (void)state;
    text_puts(&t, "satzart,land,rb,kreis,vb,gemeinde,gemeindename\n");
    for (int i = 0; i <= MUNICIPALITIES_MAX; i++)
        text_printf(&t, "60,08,1,%02d,0000,%03d,A\n", i / 1000 % 100, i % 1000);
    assert_int_equal(text_end(&t, &bytes), OK);
    CHECK_ERR("one too many", municipality_register_read(&ctx, bytes, &r), ERR_LIMIT);
    text_clear(&t);
    text_puts(&t, "satzart,land,rb,kreis,vb,gemeinde,gemeindename\n");
    for (int i = 0; i <= REGISTER_ROWS_MAX; i++)
        text_puts(&t, "50,08,1,11,0000,000,A\n");
    assert_int_equal(text_end(&t, &bytes), OK);
    ctx_clear(&ctx);
    CHECK_ERR("rows", municipality_register_read(&ctx, bytes, &r), ERR_LIMIT);
    bytes.len = (size_t)REGISTER_BYTES_MAX + 1;
    ctx_clear(&ctx);
    CHECK_ERR("bytes", municipality_register_read(&ctx, bytes, &r), ERR_LIMIT);
    CHECK_INT("nothing", r.len, 0);
}

static int64_t
population(const struct municipality_register *r)
{
    int64_t sum = 0;

    for (int i = 0; i < r->len; i++)
        sum += r->municipalities[i].population;
    return sum;
}

static void
the_real_gv100ad_is_read_whole(void **state)
{
    struct municipality_register r = given_register(real_file("gemeinden/GV100AD_301123.txt"));

    (void)state;
    CHECK_INT("municipalities", r.len, 10981);
    CHECK_INT("districts", r.districts_len, 400);
    CHECK_INT("skipped", r.report.skips.count, 0);
    CHECK_INT("two pieces of sea and river without a district", r.report.notes.count, 2);
    CHECK_INT("people", population(&r), 84358845);
    CHECK_SLICE("Munich", find(r.municipalities, r.len, "09162000")->name,
                "München, Landeshauptstadt");
    for (int i = 0; i < r.len; i++)
        CHECK_TRUE("sound", municipality_is_sound(&r.municipalities[i]));
}

static void
the_real_extract_is_read_whole(void **state)
{
    struct municipality_register r = given_register(real_file("gemeinden/AuszugGV4QAktuell.csv"));
    int positions = 0;
    int unincorporated = 0;

    (void)state;
    CHECK_INT("municipalities", r.len, 11004);
    CHECK_INT("districts", r.districts_len, 401);
    CHECK_INT("skipped", r.report.skips.count, 0);
    CHECK_INT("people", population(&r), 83166711);
    for (int i = 0; i < r.len; i++) {
        CHECK_TRUE("sound", municipality_is_sound(&r.municipalities[i]));
        positions += r.municipalities[i].position.known;
        unincorporated += r.municipalities[i].unincorporated;
    }
    CHECK_INT("positions", positions, 11001);
    CHECK_INT("unincorporated", unincorporated, 208);
    print_message("notes: %lld\n", (long long)r.report.notes.count);
}

/* One byte of Windows-1252 for each letter of UTF-8: the same register again. */
static void
the_real_gv100ad_in_windows_1252_is_the_same(void **state)
{
    struct slice utf8 = real_file("gemeinden/GV100AD_301123.txt");
    struct municipality_register a = given_register(utf8);
    struct municipality_register b;
    char *old = arena_alloc(arena, utf8.len, 1);
    size_t len = 0;

    (void)state;
    assert_non_null(old);
    for (size_t i = 0; i < utf8.len; i++) {
        unsigned char c = (unsigned char)utf8.at[i];

        if (c == 0xc2 || c == 0xc3)
            old[len++] = (char)((c & 3) << 6 | (utf8.at[++i] & 0x3f));
        else if (c >= 0xc4)
            old[len++] = '?'; /* Sorbian letters, which Windows-1252 does not have */
        else if ((c & 0xc0) != 0x80)
            old[len++] = (char)c;
    }
    b = given_register((struct slice){old, len});
    CHECK_INT("as many", b.len, a.len);
    for (int i = 0; i < a.len; i++)
        CHECK_TRUE("same name", slice_eq(a.municipalities[i].name, b.municipalities[i].name) ||
                                    slice_find_char(b.municipalities[i].name, '?') <
                                        b.municipalities[i].name.len);
}

static enum err
read_register(struct ctx *ctx, struct slice bytes)
{
    struct municipality_register r = {0};
    enum err e = municipality_register_read(ctx, bytes, &r);

    if (e != OK)
        CHECK_TRUE("half a result", r.len == 0 && r.districts_len == 0);
    for (int i = 0; i < r.len; i++)
        CHECK_TRUE("sound", municipality_is_sound(&r.municipalities[i]));
    return e;
}

static void
survives_damage(void **state)
{
    (void)state;
    survives_damage_to(own_file(FIXTURES "gv100ad_utf8.txt"), read_register);
    survives_damage_to(own_file(FIXTURES "gv100ad_windows1252.txt"), read_register);
    survives_damage_to(own_file(FIXTURES "municipalities.csv"), read_register);
}

static void
survives_damage_to_the_real_gv100ad(void **state)
{
    (void)state;
    survives_damage_to(real_file("gemeinden/GV100AD_301123.txt"), read_register);
}

static void
survives_damage_to_the_real_extract(void **state)
{
    (void)state;
    survives_damage_to(real_file("gemeinden/AuszugGV4QAktuell.csv"), read_register);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(fixed_columns_are_read_in_both_character_sets),
        TEST(the_csv_form_has_positions_and_its_faults_are_told),
        TEST(what_is_no_register_is_refused),
        TEST(reaches_its_limits),
        TEST(the_real_gv100ad_is_read_whole),
        TEST(the_real_extract_is_read_whole),
        TEST(the_real_gv100ad_in_windows_1252_is_the_same),
        TEST(survives_damage),
        TEST(survives_damage_to_the_real_gv100ad),
        TEST(survives_damage_to_the_real_extract),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
