/* SPDX-License-Identifier: EUPL-1.2 */
/* Municipalities, members, postcodes, feeds and guests. */
#include <string.h>

#include "sample.h"
#include "storage/feed_store.h"
#include "storage/guest_store.h"
#include "storage/module_store.h"
#include "storage/municipality_store.h"
#include "suite.h"

enum { MUNICIPALITIES = 11000 };

static enum err
save_municipalities(struct db *db, void *arg)
{
    struct municipality *many = arg;

    return municipality_store_save(db, many, MUNICIPALITIES);
}

static enum err
check_municipalities(struct db *db, void *arg)
{
    const struct municipality *want = arg;
    struct municipality *got;
    int len = 0;

    TRY(municipality_store_load(db, db_ctx(db)->arena, &got, &len));
    CHECK_INT("how many", len, MUNICIPALITIES);
    for (int i = 0; i < len; i++) {
        CHECK_TRUE("key", slice_eq(got[i].ags, want[i].ags));
        CHECK_INT("population", got[i].population, want[i].population);
        CHECK_INT("known", got[i].position.known, want[i].position.known);
        CHECK_INT("position", got[i].position.lat_micro, want[i].position.lat_micro);
    }
    CHECK_SLICE("name", got[5].name, "Nebra (Unstrut), Stadt");
    return OK;
}

static void
eleven_thousand_municipalities_are_saved_twice_and_are_there_once(void **state)
{
    struct given *g = *state;
    struct municipality *many = arena_array(g->arena, struct municipality, MUNICIPALITIES);

    for (int i = 0; i < MUNICIPALITIES; i++) {
        char key[16];

        (void)snprintf(key, sizeof key, "08%06d", i);
        assert_int_equal(arena_copy(g->arena, slice_of(key), &many[i].ags), OK);
        many[i].ars = SLICE("081110000000");
        many[i].name = SLICE("Nebra (Unstrut), Stadt");
        many[i].state = SLICE("08");
        many[i].district = SLICE("Kreis");
        many[i].population = i % 7 == 0 ? -1 : i;
        many[i].area_m2 = -1;
        if (i % 5 != 0)
            many[i].position = (struct position){47000000 + i, 8000000, true};
    }
    given_write(g, save_municipalities, many, OK);
    given_write(g, save_municipalities, many, OK);
    given_read(g, check_municipalities, many, OK);
}

static enum err
members(struct db *db, void *arg)
{
    struct municipality two[] = {
        {.ags = SLICE("08222000"),
         .ars = SLICE("082220000000"),
         .name = SLICE("Mannheim"),
         .state = SLICE("08"),
         .district = SLICE("Mannheim"),
         .population = 1,
         .area_m2 = 1},
        {.ags = SLICE("07332"),
         .name = SLICE("Landkreis Bad Dürkheim"),
         .state = SLICE("07"),
         .district = SLICE("Landkreis Bad Dürkheim"),
         .population = -1,
         .area_m2 = -1},
    };
    struct slice keys[] = {SLICE("07332"), SLICE("08222000")};
    struct municipality_id *got;
    struct municipality_id mannheim;
    int len = 0;

    TRY(municipality_store_save(db, two, 2));
    TRY(member_store_replace(db, keys, 2, SLICE("test")));
    TRY(member_store_replace(db, keys, 2, SLICE("test")));
    TRY(member_store_load(db, db_ctx(db)->arena, &got, &len));
    TRY(municipality_store_id(db, SLICE("08222000"), &mannheim));
    CHECK_INT("members", len, 2);
    CHECK_INT("in their order", got[1].n, mannheim.n);
    if (arg == NULL)
        return OK;
    keys[0] = SLICE("99999999");
    return member_store_replace(db, keys, 2, SLICE("test"));
}

static void
members_are_municipalities_or_districts(void **state)
{
    int with_unknown = 1;

    given_write(*state, members, &with_unknown, ERR_NOT_FOUND);
    given_write(*state, members, NULL, OK);
}

static enum err
postcodes(struct db *db, void *arg)
{
    struct postcode some[] = {
        {SLICE("67433"), SLICE("Neustadt"), SLICE("07316"), {49350000, 8140000, true}},
        {SLICE("01067"), SLICE("Dresden"), {0}, {51050000, 13730000, true}},
        {SLICE("67433"), SLICE("Haardt"), {0}, {49370000, 8140000, true}},
        {SLICE("67433"), SLICE("Haardt"), {0}, {49370000, 8140000, true}},
    };
    struct postcode *got;
    int len = 0;

    (void)arg;
    TRY(postcode_store_replace(db, some, 4));
    TRY(postcode_store_replace(db, some, 4));
    TRY(postcode_store_load(db, db_ctx(db)->arena, &got, &len));
    CHECK_INT("postcodes", len, 4);
    CHECK_SLICE("first", got[0].place, "Dresden");
    CHECK_INT("no district", got[0].district_key.len, 0);
    CHECK_SLICE("last", got[3].place, "Neustadt");
    CHECK_INT("where", got[3].position.lat_micro, 49350000);
    return OK;
}

static void
postcodes_are_replaced_as_a_whole(void **state)
{
    given_write(*state, postcodes, NULL, OK);
}

/* One import: `seen` says which of the two items it holds. */
struct import {
    struct sample *sample;
    struct feed feed;
    bool seen[2];
    struct instant now;
    int64_t gone;
};

static enum err
import(struct db *db, void *arg)
{
    struct import *im = arg;

    im->feed = (struct feed){.code = SLICE("egov"), .name = SLICE("eGov")};
    TRY(feed_store_save(db, &im->feed));
    for (int i = 0; i < 2; i++) {
        struct slice id = i == 0 ? SLICE("kurs-1") : SLICE("kurs-2");
        struct feed_item item = {.content_hash = {(uint8_t)i}, .last_seen = im->now};
        struct feed_item before;
        enum err e;

        if (!im->seen[i])
            continue;
        e = feed_store_find(db, im->feed.id, id, &before);
        if (e == OK && !before.gone) {
            TRY(feed_store_seen(db, before.id, im->now));
            continue;
        }
        im->sample->modules[i].feed = SLICE("egov");
        TRY(module_store_save(db, &im->sample->modules[i]));
        item.module = im->sample->modules[i].id;
        TRY(feed_store_keep(db, im->feed.id, id, &item, SLICE("{\"unknown\": [1]}")));
    }
    return feed_store_finish(db, im->feed.id, im->now, &im->gone);
}

struct feed_state {
    struct feed_id feed;
    int64_t items, gone;
    bool module_gone[2];
    struct feed_item first;
};

static enum err
feed_look(struct db *db, void *arg)
{
    struct feed_state *s = arg;
    struct module *modules;
    int len = 0;

    TRY(feed_store_count(db, s->feed, &s->items, &s->gone));
    TRY(feed_store_find(db, s->feed, SLICE("kurs-1"), &s->first));
    TRY(module_store_load(db, db_ctx(db)->arena, &modules, &len));
    for (int i = 0; i < 2; i++)
        s->module_gone[i] = modules[i].gone;
    return OK;
}

static void
what_vanishes_from_a_feed_is_marked_and_comes_back(void **state)
{
    static const struct {
        const char *why;
        bool seen[2];
        int64_t went;
        bool gone[2];
    } table[] = {
        {"both are new", {true, true}, 0, {false, false}},
        {"both again", {true, true}, 0, {false, false}},
        {"the second vanished", {true, false}, 1, {false, true}},
        {"still", {true, false}, 0, {false, true}},
        {"it came back, the first vanished", {false, true}, 1, {true, false}},
        {"an empty feed", {false, false}, 1, {true, true}},
        {"all is back", {true, true}, 0, {false, false}},
    };
    struct given *g = *state;
    struct sample s;

    sample_init(&s);
    s.modules[0].feed = SLICE("egov"); /* a block of our own would never become a feed's */
    given_write(g, sample_save, &s, OK);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct import im = {
            .sample = &s, .seen = {table[i].seen[0], table[i].seen[1]}, .now = {1000 + (int64_t)i}};
        struct feed_state look;

        given_write(g, import, &im, OK);
        look.feed = im.feed.id;
        given_read(g, feed_look, &look, OK);
        CHECK_INT(table[i].why, im.gone, table[i].went);
        CHECK_INT(table[i].why, look.items, 2);
        CHECK_INT(table[i].why, look.gone, table[i].gone[0] + table[i].gone[1]);
        CHECK_INT(table[i].why, look.module_gone[0], table[i].gone[0]);
        CHECK_INT(table[i].why, look.module_gone[1], table[i].gone[1]);
        CHECK_INT(table[i].why, look.first.first_seen.ms, 1000);
    }
}

static const struct slice KEY_A = SLICE_INIT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\0");
static const struct slice KEY_B = SLICE_INIT("bbbbbbbbbbbbbbbb\xff\xfe bbbbbbbbbbbbb");

struct guest {
    struct slice key;
    struct situation situation;
    struct instant now;
    int64_t count;
};

static enum err
guest_save(struct db *db, void *arg)
{
    const struct guest *g = arg;

    return guest_store_save(db, g->key, g->now, &g->situation);
}

static enum err
guest_load(struct db *db, void *arg)
{
    struct guest *g = arg;

    TRY(guest_store_count(db, &g->count));
    return guest_store_load(db, g->key, db_ctx(db)->arena, &g->situation);
}

static enum err
guest_delete(struct db *db, void *arg)
{
    return guest_store_delete(db, ((struct guest *)arg)->key);
}

static enum err
guest_touch(struct db *db, void *arg)
{
    const struct guest *g = arg;

    return guest_store_touch(db, g->key, g->now);
}

static enum err
guest_expire(struct db *db, void *arg)
{
    struct guest *g = arg;

    return guest_store_expire(db, g->now, &g->count);
}

static struct situation
full_situation(const struct sample *s)
{
    static struct day weeks[] = {{20003}, {20010}}; /* Mondays */
    static struct fixed_module fixed[2];
    struct situation x = situation_default((struct day){20000});

    fixed[0] = (struct fixed_module){s->modules[0].id, FIXED_KEEP};
    fixed[1] = (struct fixed_module){s->modules[1].id, FIXED_DROP};
    x.job = s->jobs[1].id;
    x.rating[s->competences[0].id.n] = 0;
    x.rating[s->competences[2].id.n] = 8;
    x.interests = topic_bit(s->topics[1].id);
    x.blocked_weeks = weeks;
    x.blocked_weeks_len = 2;
    x.budget.n = 50000;
    x.home_name = SLICE("69115 Heidelberg");
    x.home = (struct position){49400000, 8690000, true};
    x.distance_km = 40;
    x.accessibility = 1u << ACCESS_CAPTIONS;
    x.preset = PRESET_NEAR;
    x.fixed = fixed;
    x.fixed_len = 2;
    return x;
}

static void
check_situation(const struct situation *got, const struct situation *want)
{
    CHECK_INT("job", got->job.n, want->job.n);
    CHECK_TRUE("ratings", memcmp(got->rating, want->rating, sizeof got->rating) == 0);
    CHECK_INT("interests", got->interests, want->interests);
    CHECK_INT("minutes", got->weekly_minutes, want->weekly_minutes);
    CHECK_INT("half days", got->half_days, want->half_days);
    CHECK_INT("start", got->start.n, want->start.n);
    CHECK_INT("end", got->latest_end.n, want->latest_end.n);
    CHECK_INT("blocked", got->blocked_weeks_len, want->blocked_weeks_len);
    for (int i = 0; i < want->blocked_weeks_len; i++)
        CHECK_INT("blocked", got->blocked_weeks[i].n, want->blocked_weeks[i].n);
    CHECK_INT("budget", got->budget.n, want->budget.n);
    CHECK_TRUE("home", slice_eq(got->home_name, want->home_name));
    CHECK_INT("home", got->home.lon_micro, want->home.lon_micro);
    CHECK_INT("known", got->home.known, want->home.known);
    CHECK_INT("distance", got->distance_km, want->distance_km);
    CHECK_INT("formats", got->formats, want->formats);
    CHECK_INT("languages", got->german * 2 + got->english, want->german * 2 + want->english);
    CHECK_INT("accessibility", got->accessibility, want->accessibility);
    CHECK_INT("preset", got->preset, want->preset);
    CHECK_INT("fixed", got->fixed_len, want->fixed_len);
    for (int i = 0; i < want->fixed_len; i++)
        CHECK_TRUE("fixed", got->fixed[i].module.n == want->fixed[i].module.n &&
                                got->fixed[i].choice == want->fixed[i].choice);
}

static void
a_situation_is_kept_whole_and_forgotten_whole(void **state)
{
    struct given *g = *state;
    struct sample s;
    struct guest a = {.key = KEY_A, .now = {1000}};
    struct guest b = {.key = KEY_B, .now = {1000}};
    struct guest got = {.key = KEY_A};

    sample_init(&s);
    given_write(g, sample_save, &s, OK);
    a.situation = full_situation(&s);
    b.situation = situation_default((struct day){20000});
    given_read(g, guest_load, &got, ERR_NOT_FOUND);
    given_write(g, guest_save, &a, OK);
    given_write(g, guest_save, &b, OK);
    given_read(g, guest_load, &got, OK);
    check_situation(&got.situation, &a.situation);
    CHECK_INT("guests", got.count, 2);

    got.key = KEY_B;
    given_read(g, guest_load, &got, OK);
    check_situation(&got.situation, &b.situation);

    b.key = KEY_A; /* the plain one in place of the full one: nothing of it may remain */
    given_write(g, guest_save, &b, OK);
    got.key = KEY_A;
    given_read(g, guest_load, &got, OK);
    check_situation(&got.situation, &b.situation);

    given_write(g, guest_save, &a, OK);
    given_write(g, guest_delete, &a, OK);
    given_write(g, guest_delete, &a, OK);
    given_read(g, guest_load, &got, ERR_NOT_FOUND);
    CHECK_INT("guests", got.count, 1);
}

static void
guests_whom_nobody_used_since_are_forgotten(void **state)
{
    struct given *g = *state;
    struct guest a = {.key = KEY_A, .now = {1000}};
    struct guest b = {.key = KEY_B, .now = {1000}};
    struct guest since = {.now = {1500}};

    a.situation = b.situation = situation_default((struct day){20000});
    given_write(g, guest_save, &a, OK);
    given_write(g, guest_save, &b, OK);
    b.now.ms = 2000;
    given_write(g, guest_touch, &b, OK);
    given_write(g, guest_expire, &since, OK);
    CHECK_INT("deleted", since.count, 1);
    given_read(g, guest_load, &a, ERR_NOT_FOUND);
    given_read(g, guest_load, &b, OK);
}

#define FULL(test) cmocka_unit_test_setup_teardown(test, given_full, given_done)

int
suite_people(void)
{
    const struct CMUnitTest tests[] = {
        FULL(eleven_thousand_municipalities_are_saved_twice_and_are_there_once),
        FULL(members_are_municipalities_or_districts),
        FULL(postcodes_are_replaced_as_a_whole),
        FULL(what_vanishes_from_a_feed_is_marked_and_comes_back),
        FULL(a_situation_is_kept_whole_and_forgotten_whole),
        FULL(guests_whom_nobody_used_since_are_forgotten),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
