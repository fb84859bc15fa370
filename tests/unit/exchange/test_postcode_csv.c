/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/postcode_csv.h"

#include "exchange/municipality_register.h"
#include "given.h"

#define FIXTURES "tests/fixtures/exchange/"

static struct postcode_list
given_postcodes(struct slice bytes)
{
    struct ctx ctx = {.arena = arena};
    struct postcode_list list = {0};
    enum err e = postcode_csv_read(&ctx, bytes, &list);

    CHECK_ERR(ctx_message(&ctx, e), e, OK);
    return list;
}

static void
places_and_receivers_are_parted(void **state)
{
    struct postcode_list list = given_postcodes(own_file(FIXTURES "postcodes.csv"));

    (void)state;
    CHECK_INT("places", list.len, 4);
    CHECK_INT("codes", list.codes, 3);
    CHECK_INT("receivers", list.receivers_len, 4);
    CHECK_INT("skipped", list.report.skips.count, 5);
    CHECK_SLICE("first", list.places[0].place, "Kassel");
    CHECK_SLICE("no key", list.places[0].district_key, "");
    CHECK_SLICE("once", list.places[1].place, "Mannheim");
    CHECK_SLICE("two places of a code", list.places[2].place, "Birkenhördt, Pfalz");
    CHECK_SLICE("the other", list.places[3].place, "Klingenmünster");
    CHECK_SLICE("district", list.places[3].district_key, "07337");
    CHECK_INT("position", list.places[3].position.lat_micro, 49143100);
    CHECK_SLICE("the whole code goes", list.receivers[1].place, "Irgendwas");
    CHECK_SLICE("the hospital alone", list.receivers[3].place, "Pfalzklinikum");
    for (int i = 0; i < list.len; i++)
        CHECK_TRUE("sound", postcode_is_sound(&list.places[i]));
}

static void
geonames_own_form_is_known_by_its_content(void **state)
{
    struct postcode_list list = given_postcodes(own_file(FIXTURES "postcodes_geonames.txt"));

    (void)state;
    CHECK_INT("places", list.len, 2);
    CHECK_INT("receivers", list.receivers_len, 1);
    CHECK_SLICE("quotes are letters", list.places[1].place, "St. \"Anna\"");
    CHECK_SLICE("district", list.places[1].district_key, "07337");
}

static void
receivers_are_known_by_their_words(void **state)
{
    static const struct {
        const char *name;
        bool receiver;
    } table[] = {
        {"Kassel", false},
        {"Freigericht", false},
        {"Linsengericht", false},
        {"Buchholz", false},
        {"Hohenkammer", false},
        {"Freisen", false},
        {"Feldatal", false},
        {"Agathenburg", false},
        {"Bad Homburg vor der Höhe", false},
        {"Handeloh", false},
        {"Lottorf", false},
        {"Postbauer-Heng", false},
        {"Bankholzen", false},
        {"Werkhausen", false},
        {"Muster AG", true},
        {"Haus e.V.", true},
        {"ADAC", true},
        {"Stadtverwaltung", true},
        {"Universität Mannheim", true},
        {"Müller & Co", true},
        {"1&1", true},
        {"Technische Hochschule", true},
        {"Kreissparkasse Ost", true},
        {"info@example.org", true},
        {"Deutsche Post", true},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        bool got = false;

        CHECK_ERR(table[i].name, postcode_is_receiver(arena, slice_of(table[i].name), &got), OK);
        CHECK_INT(table[i].name, got, table[i].receiver);
    }
}

static void
what_is_no_list_of_postcodes_is_refused(void **state)
{
    static const struct slice table[] = {
        SLICE_INIT(""),
        SLICE_INIT("a,b,c\n"),
        SLICE_INIT("zipcode,place,latitude,longitude\n"),
        SLICE_INIT("zipcode,place,latitude,longitude\n1,2,3,4\n"),
        SLICE_INIT("zipcode,place,latitude,longitude\n68159,A,49,8\nx\ny\n"),
        SLICE_INIT("zipcode,place,latitude,longitude\n68159,Muster GmbH,49,8\n"),
        SLICE_INIT("\xff\xfe"
                   "D\0E\0"),
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        struct postcode_list list = {0};

        CHECK_ERR(table[i].at, postcode_csv_read(&ctx, table[i], &list), ERR_INVALID);
        CHECK_INT(table[i].at, list.len, 0);
        CHECK_TRUE("says why", ctx.failure.message[0] != '\0');
    }
}

static void
reaches_its_limits(void **state)
{
    struct text t = text_init(arena, (size_t)64 * 1024 * 1024);
    struct ctx ctx = {.arena = arena};
    struct postcode_list list = {0};
    struct slice bytes = {0};

    (void)state;
    text_puts(&t, "zipcode,place,latitude,longitude\n");
    for (int i = 0; i <= POSTCODE_ROWS_MAX; i++)
        text_puts(&t, "68159,A,49,8\n");
    assert_int_equal(text_end(&t, &bytes), OK);
    CHECK_ERR("rows", postcode_csv_read(&ctx, bytes, &list), ERR_LIMIT);
    ctx_clear(&ctx);
    bytes.len = (size_t)POSTCODE_BYTES_MAX + 1;
    CHECK_ERR("bytes", postcode_csv_read(&ctx, bytes, &list), ERR_LIMIT);
}

static int
number_of(struct slice code)
{
    int64_t n = 0;

    assert_int_equal(slice_int(code, 0, 99999, &n), OK);
    return (int)n;
}

/* No seat of a municipality may be lost to the guess, but for those in a town hall's own code. */
static void
the_real_file_keeps_its_places(void **state)
{
    struct postcode_list list = given_postcodes(real_file("plz/zipcodes.de.csv"));
    struct ctx ctx = {.arena = arena};
    struct municipality_register r = {0};
    static char kind[100000];
    int lost = 0;

    (void)state;
    CHECK_INT("skipped", list.report.skips.count, 0);
    CHECK_INT("codes of places", list.codes, 8438);
    assert_int_equal(
        municipality_register_read(&ctx, real_file("gemeinden/GV100AD_301123.txt"), &r), OK);
    for (int i = 0; i < list.len; i++)
        kind[number_of(list.places[i].code)] = 'p';
    for (int i = 0; i < list.receivers_len; i++) {
        int n = number_of(list.receivers[i].code);

        kind[n] = kind[n] == 'p' ? 'p' : 'r';
    }
    for (int i = 0; i < r.len; i++)
        lost += r.municipalities[i].postcode.len > 0 &&
                kind[number_of(r.municipalities[i].postcode)] == 'r';
    print_message("places %d under %d codes, receivers %d, seats under receivers' codes %d\n",
                  list.len, list.codes, list.receivers_len, lost);
    CHECK_TRUE("twelve town halls", lost <= 12);
}

static enum err
read_postcodes(struct ctx *ctx, struct slice bytes)
{
    struct postcode_list list = {0};
    enum err e = postcode_csv_read(ctx, bytes, &list);

    if (e != OK)
        CHECK_TRUE("half a result", list.len == 0 && list.receivers_len == 0);
    for (int i = 0; i < list.len; i++)
        CHECK_TRUE("sound", postcode_is_sound(&list.places[i]));
    return e;
}

static void
survives_damage(void **state)
{
    (void)state;
    survives_damage_to(own_file(FIXTURES "postcodes.csv"), read_postcodes);
    survives_damage_to(own_file(FIXTURES "postcodes_geonames.txt"), read_postcodes);
}

static void
survives_damage_to_the_real_file(void **state)
{
    (void)state;
    survives_damage_to(real_file("plz/zipcodes.de.csv"), read_postcodes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(places_and_receivers_are_parted),
        TEST(geonames_own_form_is_known_by_its_content),
        TEST(receivers_are_known_by_their_words),
        TEST(what_is_no_list_of_postcodes_is_refused),
        TEST(reaches_its_limits),
        TEST(the_real_file_keeps_its_places),
        TEST(survives_damage),
        TEST(survives_damage_to_the_real_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
