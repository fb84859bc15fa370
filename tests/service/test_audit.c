/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The audit log against whoever can write to its table: on a copy without triggers and rules, 1,000
 * random manipulations, each of which must be found at its place.
 */
#include <string.h>

#include "given.h"
#include "service/audit_verify.h"
#include "storage/stmt.h"
#include "storage/test_query.gen.h"
#include "suite.h"

enum { EVENTS = 24, ROWS_MAX = EVENTS + 4, MANIPULATIONS = 1000 };

enum kind {
    CHANGE,         /* a column of an event, its number aside */
    NUMBER,         /* the number of an event */
    TAKE,           /* an event that is not the last */
    TAKE_SOME,      /* a row of them */
    TAKE_AND_CLOSE, /* one, and the rest numbered anew */
    SWAP,
    REPEAT_AT_END,
    REPEAT_INSIDE,
    MOVE,
    REVERSE,
    PUT_IN, /* an event with a right hash and a right link */
    REMAKE, /* an event changed, its hash made to fit */
    REMAKE_REST,
    CUT, /* the end */
    KINDS,
};

struct table {
    struct audit_event at[ROWS_MAX];
    int len;
};

/* What was done, and what must be told of it. */
struct deed {
    enum kind kind;
    int column;    /* of CHANGE, a part of the canonical form; AUDIT_NO_PART: the hash */
    int64_t place; /* what must lie within what is told, or */
    int64_t other;
    enum audit_fault fault;
};

struct scene {
    struct given *g;
    struct table whole;
    struct table table; /* as somebody left it */
    struct deed deed;
    struct audit_head heads[2];
    struct audit_walk walk;
    struct audit_finding finding;
};

static struct slice
copy_of(struct given *g, const void *bytes, size_t len)
{
    struct slice copy = SLICE("");

    assert_int_equal(arena_copy(g->arena, (struct slice){bytes, len}, &copy), OK);
    return copy;
}

static struct slice
word(struct given *g, const char *stem, int n)
{
    char text[40];
    int len = snprintf(text, sizeof text, "%s%d", stem, n);

    return copy_of(g, text, (size_t)len);
}

/* Let the events from this index on follow each other, by hashes that leave out a part. */
static void
chain(struct given *g, struct table *t, int from, enum audit_part left_out)
{
    static const char zeros[AUDIT_HASH_BYTES];

    for (int i = from; i < t->len; i++) {
        uint8_t hash[AUDIT_HASH_BYTES];

        t->at[i].previous = i > 0 ? t->at[i - 1].hash : (struct slice){zeros, sizeof zeros};
        assert_int_equal(audit_hash_control(g->arena, &t->at[i], left_out, hash), OK);
        t->at[i].hash = copy_of(g, hash, sizeof hash);
    }
}

static void
number(struct table *t)
{
    for (int i = 0; i < t->len; i++)
        t->at[i].id = i + 1;
}

static void
scene_make(struct scene *s, enum audit_part left_out)
{
    struct table *t = &s->whole;

    t->len = EVENTS;
    for (int i = 0; i < EVENTS; i++)
        t->at[i] = (struct audit_event){.at = {1700000000000 + 1000 * i},
                                        .actor = word(s->g, "actor", i % 3),
                                        .organisation = word(s->g, "place", i % 2),
                                        .action = word(s->g, "test.", i % 5),
                                        .subject = word(s->g, "subject", i),
                                        .detail = word(s->g, "", i)};
    number(t);
    chain(s->g, t, 0, left_out);
    for (int i = 0; i < 2; i++) {
        const struct audit_event *e = &t->at[(i + 1) * EVENTS / 2 - 1];

        s->heads[i].id = e->id;
        memcpy(s->heads[i].hash, e->hash.at, AUDIT_HASH_BYTES);
    }
    s->walk =
        (struct audit_walk){.from = 1, .heads = s->heads, .heads_len = 2, .control = left_out};
}

/* --- manipulations ------------------------------------------------------- */

static int
below(struct scene *s, int n)
{
    return (int)given_below(s->g, (uint64_t)n);
}

static void
drop(struct table *t, int at, int count)
{
    memmove(&t->at[at], &t->at[at + count], (size_t)(t->len - at - count) * sizeof t->at[0]);
    t->len -= count;
}

static void
put(struct table *t, int at, struct audit_event e)
{
    assert_true(t->len < ROWS_MAX);
    memmove(&t->at[at + 1], &t->at[at], (size_t)(t->len - at) * sizeof t->at[0]);
    t->at[at] = e;
    t->len++;
}

/* Another value: one that an event has elsewhere, or nothing, or something long. */
static struct slice
other_text(struct scene *s, struct slice old)
{
    struct text t = text_init(s->g->arena, 3 * AUDIT_DETAIL_BYTES_MAX);
    struct slice made = SLICE("");
    int kind = below(s, 3);

    for (int i = 0; kind == 0 && i < 2 * AUDIT_DETAIL_BYTES_MAX; i++)
        text_putc(&t, '7');
    if (kind != 0)
        text_int(&t, 1000 + below(s, 1000));
    if (kind == 2)
        text_int(&t, below(s, 1000));
    assert_int_equal(text_end(&t, &made), OK);
    return slice_eq(made, old) ? SLICE("8") : made;
}

static struct slice
other_hash(struct scene *s, struct slice old)
{
    struct slice made = copy_of(s->g, old.at, old.len);
    size_t at = (size_t)below(s, AUDIT_HASH_BYTES);

    if (below(s, 2) == 0) {
        made = s->whole.at[below(s, EVENTS)].hash;
        if (!slice_eq(made, old))
            return made;
        made = copy_of(s->g, old.at, old.len);
    }
    ((char *)(uintptr_t)made.at)[at] ^= (char)(1 << below(s, 8));
    return made;
}

static void
change(struct scene *s, int i)
{
    struct audit_event *e = &s->table.at[i];

    switch (s->deed.column) {
    case AUDIT_PREVIOUS:
        e->previous = other_hash(s, e->previous);
        break;
    case AUDIT_AT:
        e->at.ms += 1 + below(s, 5000);
        break;
    case AUDIT_ACTOR:
        e->actor = other_text(s, e->actor);
        break;
    case AUDIT_ORGANISATION:
        e->organisation = below(s, 3) == 0 ? SLICE("") : other_text(s, e->organisation);
        break;
    case AUDIT_ACTION:
        e->action = other_text(s, e->action);
        break;
    case AUDIT_SUBJECT:
        e->subject = other_text(s, e->subject);
        break;
    case AUDIT_DETAIL:
        e->detail = other_text(s, e->detail);
        break;
    default:
        e->hash = other_hash(s, e->hash);
    }
}

/* What takes events away or moves them: `i` is the index, below the last. */
static void
rearrange(struct scene *s, int i)
{
    struct table *t = &s->table;
    struct audit_event e = t->at[i];
    int j = i + 1 + below(s, t->len - 1 - i);

    s->deed.fault = AUDIT_MOVED;
    switch ((int)s->deed.kind) {
    case TAKE:
    case TAKE_SOME:
        drop(t, i, s->deed.kind == TAKE ? 1 : j - i);
        s->deed.fault = AUDIT_MISSING;
        return;
    case TAKE_AND_CLOSE:
        drop(t, i, 1);
        s->deed.fault = AUDIT_SPLICED;
        break;
    case SWAP:
        t->at[i] = t->at[j];
        t->at[j] = e;
        break;
    case MOVE:
        if (below(s, 2) == 0) { /* to the back, or to the front */
            drop(t, i, 1);
            put(t, j, e);
        } else {
            e = t->at[j];
            drop(t, j, 1);
            put(t, i, e);
        }
        break;
    default: /* REVERSE */
        for (int k = 0; i + k < j - k; k++) {
            e = t->at[i + k];
            t->at[i + k] = t->at[j - k];
            t->at[j - k] = e;
        }
    }
    number(t);
}

static void
renumber(struct scene *s, int i)
{
    struct table *t = &s->table;
    int64_t to = t->len + 1 + below(s, 9);

    if (below(s, 3) == 0)
        to = -below(s, 9);
    t->at[i].id = to;
    s->deed.other = to;
    s->deed.fault = to < 1 || i == t->len - 1 ? AUDIT_RENUMBERED : AUDIT_MOVED;
}

/* Whether a head of this number was kept: another event there is told by it. */
static bool
is_head(const struct scene *s, int64_t id)
{
    return id == s->heads[0].id || id == s->heads[1].id;
}

static void
put_more(struct scene *s, int i)
{
    struct table *t = &s->table;
    struct audit_event e = t->at[i];
    int j = below(s, t->len);
    uint8_t hash[AUDIT_HASH_BYTES];

    s->deed.fault = AUDIT_INSERTED;
    if (s->deed.kind == REPEAT_AT_END) {
        e.id = t->len + 1;
        put(t, t->len, e);
        s->deed.place = e.id;
        return;
    }
    if (s->deed.kind == PUT_IN) {
        e.subject = SLICE("somebody else");
        e.previous = j > 0 ? t->at[j - 1].hash : s->whole.at[0].previous;
        assert_int_equal(audit_hash_control(s->g->arena, &e, s->walk.control, hash), OK);
        e.hash = copy_of(s->g, hash, sizeof hash);
    }
    put(t, j, e);
    number(t);
    s->deed.place = j + 1;
    if (s->deed.kind == PUT_IN && is_head(s, j + 1))
        s->deed.fault = AUDIT_REMADE;
    s->deed.other = j == i ? j + 2 : j + 1; /* which of two alike is the copy nobody can tell */
}

static void
remake(struct scene *s, int i)
{
    struct table *t = &s->table;
    struct slice next = i + 1 < t->len ? t->at[i + 1].previous : SLICE("");
    bool rest = s->deed.kind == REMAKE_REST || is_head(s, i + 1);

    t->at[i].subject = SLICE("somebody else");
    if (rest) {
        chain(s->g, t, i, s->walk.control);
        s->deed.fault = AUDIT_REMADE;
        return;
    }
    t->len = i + 1;
    chain(s->g, t, i, s->walk.control);
    t->len = s->whole.len;
    t->at[i + 1].previous = next;
    s->deed.fault = AUDIT_SPLICED;
}

static void
manipulate(struct scene *s, enum kind kind)
{
    int i = below(s, EVENTS);

    s->table = s->whole;
    s->deed = (struct deed){.kind = kind, .place = i + 1, .other = i + 1};
    switch ((int)kind) {
    case CHANGE:
        s->deed.column = below(s, AUDIT_PARTS + 1);
        s->deed.fault = AUDIT_CHANGED;
        change(s, i);
        break;
    case NUMBER:
        renumber(s, i);
        break;
    case REPEAT_AT_END:
    case REPEAT_INSIDE:
    case PUT_IN:
        put_more(s, i);
        break;
    case REMAKE:
    case REMAKE_REST:
        remake(s, i);
        break;
    case CUT:
        s->table.len = i;
        s->deed.fault = AUDIT_CUT;
        break;
    default:
        i = below(s, EVENTS - 1);
        s->deed.place = s->deed.other = i + 1;
        rearrange(s, i);
    }
}

/* --- on the copy --------------------------------------------------------- */

static enum err
step_aside(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, TEST_Q_COPY_ASIDE);

    (void)arg;
    return stmt_run(&q, NULL);
}

static enum err
make_copy(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, TEST_Q_COPY_MAKE);

    (void)arg;
    return stmt_run(&q, NULL);
}

/* Writes the table, walks it, and leaves nothing: ERR_DENIED undoes what was written. */
static enum err
try_table(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt empty = stmt_init(db, TEST_Q_COPY_EMPTY);
    struct scene *s = arg;

    TRY(stmt_run(&empty, NULL));
    for (int i = 0; i < s->table.len; i++)
        TRY(audit_store_add(db, &s->table.at[i]));
    TRY(audit_verify(db, &s->walk, &s->finding));
    return ERR_DENIED;
}

static void
look(struct scene *s)
{
    CHECK_ERR("written and walked", db_write(s->g->database, &s->g->ctx, try_table, s), ERR_DENIED);
    ctx_clear(&s->g->ctx);
}

static struct scene *
scene_given(struct given *g)
{
    struct scene *s = arena_new(g->arena, struct scene);
    /* tables are renamed, which views before others of them forbid */
    struct db_options o = {.more_queries = &test_query_set, .control_without_reach = true};
    db_use_case *const steps[] = {step_aside, make_copy};

    db_close(g->database);
    g->database = NULL;
    assert_int_equal(db_open(&g->ctx, slice_of(g->setting), &o, &g->database), OK);
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        if (db_write(g->database, &g->ctx, steps[i], NULL) != OK)
            fail_msg("no copy: %s", g->ctx.failure.message);
    }
    s->g = g;
    return s;
}

static bool
is_told(const struct scene *s)
{
    const struct audit_finding *f = &s->finding;
    bool here = f->first <= s->deed.place && s->deed.place <= f->last;
    bool there = f->first <= s->deed.other && s->deed.other <= f->last;
    bool wide = f->fault == AUDIT_CUT || f->fault == AUDIT_REMADE || f->fault == AUDIT_MISSING ||
                f->fault == AUDIT_RENUMBERED;

    return f->fault == s->deed.fault && (here || there) && (wide || f->last - f->first <= 1);
}

static void
each_of_1000_manipulations_is_found_at_its_place(void **state)
{
    struct scene *s = scene_given(*state);
    int done[KINDS] = {0};

    scene_make(s, AUDIT_NO_PART);
    s->table = s->whole;
    look(s);
    CHECK_INT("untouched", s->finding.fault, AUDIT_SOUND);
    CHECK_INT("untouched", s->finding.events, EVENTS);
    for (int i = 0; i < MANIPULATIONS; i++) {
        struct arena_mark mark = arena_mark(s->g->arena);
        enum kind kind = (enum kind)below(s, KINDS);

        /* every third one changes a column: they are the most */
        manipulate(s, i % 3 == 0 ? CHANGE : kind);
        look(s);
        if (!is_told(s))
            fail_msg("manipulation %d, kind %d (column %d) at %lld or %lld: told %s %lld..%lld", i,
                     (int)s->deed.kind, s->deed.column, (long long)s->deed.place,
                     (long long)s->deed.other, audit_fault_name(s->finding.fault),
                     (long long)s->finding.first, (long long)s->finding.last);
        done[s->deed.kind]++;
        arena_rewind(s->g->arena, mark);
    }
    for (int k = 0; k < KINDS; k++)
        CHECK_TRUE("each kind was tried", done[k] >= 20);
}

/* The controls: what would not be found if the hash left a column out, or without heads. */
static void
a_hash_that_leaves_a_column_out_misses_its_changes(void **state)
{
    struct scene *s = scene_given(*state);

    for (int part = AUDIT_AT; part < AUDIT_PARTS; part++) {
        int missed = 0;

        scene_make(s, (enum audit_part)part);
        for (int i = 0; i < 5; i++) {
            s->table = s->whole;
            s->deed = (struct deed){.kind = CHANGE, .column = part};
            change(s, below(s, EVENTS));
            look(s);
            missed += s->finding.fault == AUDIT_SOUND;
        }
        CHECK_INT("missed", missed, 5);
    }
}

static void
without_the_one_before_in_the_hash_an_event_is_taken_out_unseen(void **state)
{
    struct scene *s = scene_given(*state);
    static const enum audit_part left_out[] = {AUDIT_PREVIOUS, AUDIT_NO_PART};

    for (int i = 0; i < 2; i++) {
        scene_make(s, left_out[i]);
        s->walk.heads_len = 0;
        s->table = s->whole;
        drop(&s->table, 7, 1);
        s->table.at[7].previous = s->table.at[6].hash;
        number(&s->table);
        look(s);
        CHECK_INT("the control misses it", s->finding.fault, i == 0 ? AUDIT_SOUND : AUDIT_CHANGED);
    }
}

static void
without_a_head_a_cut_end_is_not_found(void **state)
{
    struct scene *s = scene_given(*state);

    scene_make(s, AUDIT_NO_PART);
    manipulate(s, CUT);
    s->walk.heads_len = 0;
    look(s);
    CHECK_INT("control", s->finding.fault, AUDIT_SOUND);
    s->walk.heads_len = 2;
    look(s);
    CHECK_INT("with heads", s->finding.fault, AUDIT_CUT);
}

static void
a_walk_begins_where_it_is_told_to(void **state)
{
    struct scene *s = scene_given(*state);

    scene_make(s, AUDIT_NO_PART);
    s->table = s->whole;
    s->deed.column = AUDIT_SUBJECT;
    change(s, 9);
    s->walk.from = 11;
    look(s);
    CHECK_INT("behind it", s->finding.fault, AUDIT_SOUND);
    CHECK_INT("behind it", s->finding.events, EVENTS - 10);
    s->walk.from = 10;
    look(s);
    CHECK_INT("at it", s->finding.fault, AUDIT_CHANGED);
    CHECK_INT("at it", s->finding.first, 10);
    s->walk.from = EVENTS + 1;
    look(s);
    CHECK_INT("at the end", s->finding.fault, AUDIT_SOUND);
    s->walk.from = EVENTS + 2;
    look(s);
    CHECK_INT("after the end", s->finding.fault, AUDIT_MISSING);
}

static enum err
add_one(struct db *db, void *arg)
{
    (void)arg;
    return audit_add(
        db, &(struct audit_entry){.actor = SLICE("cli"), .action = "test", .subject = SLICE("x")});
}

static enum err
now(struct db *db, void *arg)
{
    return audit_head_now(db, arg);
}

static void
a_head_is_kept_as_a_line_and_read_again(void **state)
{
    static const char *const bad[] = {
        "kommunalcampus-audit 1 1 2026-11-30T00:00:00Z 00",
        "kommunalcampus-audit 2 0 2026-11-30T00:00:00Z "
        "0000000000000000000000000000000000000000000000000000000000000000",
        "kommunalcampus-audit 1 -1 2026-11-30T00:00:00Z "
        "0000000000000000000000000000000000000000000000000000000000000000",
        "kommunalcampus-audit 1 0 yesterday "
        "0000000000000000000000000000000000000000000000000000000000000000",
        "kommunalcampus-audit 1 0 2026-11-30T00:00:00Z "
        "000000000000000000000000000000000000000000000000000000000000000g",
        "kommunalcampus-audit 1 0 2026-11-30T00:00:00Z "
        "0000000000000000000000000000000000000000000000000000000000000000 more",
        "hello",
    };
    struct given *g = *state;
    struct text t = text_init(g->arena, 1000);
    struct audit_head head = {.id = 7};
    struct audit_head *heads = NULL;
    struct slice lines = SLICE("");
    int len = 0;

    for (int i = 0; i < 3; i++) {
        assert_int_equal(db_read(g->database, &g->ctx, now, &head), OK);
        CHECK_INT("number", head.id, i);
        audit_head_put(&t, &head, g->ctx.now);
        text_puts(&t, "\r\n\n");
        assert_int_equal(db_write(g->database, &g->ctx, add_one, NULL), OK);
    }
    assert_int_equal(text_end(&t, &lines), OK);
    assert_int_equal(audit_heads_parse(&g->ctx, lines, &heads, &len), OK);
    CHECK_INT("heads", len, 3);
    assert_memory_equal(heads[2].hash, head.hash, AUDIT_HASH_BYTES);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        CHECK_ERR(bad[i], audit_heads_parse(&g->ctx, slice_of(bad[i]), &heads, &len), ERR_INVALID);
        ctx_clear(&g->ctx);
    }
    text_clear(&t);
    audit_head_put(&t, &(struct audit_head){.id = 5}, g->ctx.now);
    text_putc(&t, '\n');
    audit_head_put(&t, &(struct audit_head){.id = 4}, g->ctx.now);
    assert_int_equal(text_end(&t, &lines), OK);
    CHECK_ERR("backwards", audit_heads_parse(&g->ctx, lines, &heads, &len), ERR_INVALID);
}

int
suite_audit(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_of_1000_manipulations_is_found_at_its_place,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_hash_that_leaves_a_column_out_misses_its_changes,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(
            without_the_one_before_in_the_hash_an_event_is_taken_out_unseen, given_seeded,
            given_done),
        cmocka_unit_test_setup_teardown(without_a_head_a_cut_end_is_not_found, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_walk_begins_where_it_is_told_to, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_head_is_kept_as_a_line_and_read_again, given_seeded,
                                        given_done),
    };

    return cmocka_run_group_tests_name("audit", tests, NULL, NULL);
}
