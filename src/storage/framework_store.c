/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/framework_store.h"

#include "storage/code_ids.h"
#include "storage/query.gen.h"
#include "storage/revision_store.h"
#include "storage/row.h"
#include "storage/setting_store.h"

static const char *const WORD_KIND_CODES[WORD_KINDS] = {"area", "band", "level"};

static enum err
groups_save(struct db *db, const struct framework *f)
{
    TRY(row_run_for(db, Q_COMPETENCE_GROUP_RETIRE, 0));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COMPETENCE_GROUP_SAVE);

    for (int i = 0; i < f->groups_len; i++) {
        const struct competence_group *g = &f->groups[i];

        stmt_bind_text(&q, 1, g->code);
        stmt_bind_text(&q, 2, slice_of(competence_area_code(g->area)));
        stmt_bind_text(&q, 3, g->name_de);
        stmt_bind_text(&q, 4, g->name_en);
        stmt_bind_int(&q, 5, i);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static enum err
esco_save(struct db *db, const struct competence *c)
{
    TRY(row_run_for(db, Q_COMPETENCE_ESCO_CLEAR, c->id.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COMPETENCE_ESCO_ADD);

    for (int i = 0; i < c->esco_len; i++) {
        stmt_bind_int(&q, 1, c->id.n);
        stmt_bind_text(&q, 2, c->esco[i]);
        stmt_bind_int(&q, 3, i);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static enum err
topics_save(struct db *db, const struct competence *c)
{
    TRY(row_run_for(db, Q_COMPETENCE_TOPIC_CLEAR, c->id.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COMPETENCE_TOPIC_ADD);

    for (int t = 1; t < TOPICS_MAX; t++) {
        if ((c->topics >> t & 1) == 0)
            continue;
        stmt_bind_int(&q, 1, c->id.n);
        stmt_bind_int(&q, 2, t);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static enum err
competence_save(struct db *db, const struct competence *c, int place)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COMPETENCE_SAVE);

    stmt_bind_int(&q, 1, c->id.n);
    stmt_bind_text(&q, 2, c->code);
    stmt_bind_text(&q, 3, slice_of(competence_area_code(c->area)));
    stmt_bind_text(&q, 4, c->group);
    stmt_bind_text_or_null(&q, 5, c->digcomp);
    stmt_bind_text(&q, 6, c->name_de);
    stmt_bind_text(&q, 7, c->name_en);
    stmt_bind_text(&q, 8, c->description);
    for (int b = 0; b < BANDS; b++)
        stmt_bind_text(&q, 9 + b, c->band_text[b]);
    stmt_bind_int(&q, 9 + BANDS, place);
    TRY(stmt_run(&q, NULL));
    TRY(esco_save(db, c));
    return topics_save(db, c);
}

enum err
framework_store_save(struct db *db, struct framework *f)
{
    struct code_ids ids;

    TRY(code_ids_load(db, Q_COMPETENCE_IDS, COMPETENCES_MAX, &ids));
    TRY(groups_save(db, f));
    TRY(row_run_for(db, Q_COMPETENCE_RETIRE, 0));
    for (int i = 0; i < f->competences_len; i++) {
        int id = 0;

        TRY(code_ids_of(db, &ids, f->competences[i].code, &id));
        f->competences[i].id.n = (uint16_t)id;
        assert(competence_is_sound(&f->competences[i]));
        TRY(competence_save(db, &f->competences[i], i));
    }
    TRY(setting_store_set(db, SLICE("framework_version"), f->version));
    if (framework_index(f) != OK)
        return fail(db_ctx(db), ERR_CONFLICT, "two competences of the framework share a code");
    return revision_store_raise(db);
}

static enum err
groups_load(struct db *db, struct arena *arena, struct framework *f)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COMPETENCE_GROUP_ALL);
    struct slice area;
    bool row = false;

    f->groups = arena_array(arena, struct competence_group, FRAMEWORK_GROUPS_MAX);
    if (f->groups == NULL)
        return ERR_LIMIT;
    for (f->groups_len = 0;; f->groups_len++) {
        struct competence_group *g = &f->groups[f->groups_len];

        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        if (f->groups_len == FRAMEWORK_GROUPS_MAX)
            return row_corrupt(db, "competence group too many", f->groups_len);
        TRY(stmt_text(&q, 0, arena, &g->code));
        TRY(stmt_text(&q, 1, arena, &area));
        TRY(stmt_text(&q, 2, arena, &g->name_de));
        TRY(stmt_text(&q, 3, arena, &g->name_en));
        if (competence_area_parse(area, &g->area) != OK)
            return row_corrupt(db, "competence group", f->groups_len);
    }
}

static enum err
competence_read(struct db *db, struct stmt *q, struct arena *arena, struct competence *c)
{
    struct slice area;

    c->id.n = (uint16_t)stmt_int(q, 0);
    TRY(stmt_text(q, 1, arena, &c->code));
    TRY(stmt_text(q, 2, arena, &area));
    TRY(stmt_text(q, 3, arena, &c->group));
    TRY(stmt_text(q, 4, arena, &c->digcomp));
    TRY(stmt_text(q, 5, arena, &c->name_de));
    TRY(stmt_text(q, 6, arena, &c->name_en));
    TRY(stmt_text(q, 7, arena, &c->description));
    for (int b = 0; b < BANDS; b++)
        TRY(stmt_text(q, 8 + b, arena, &c->band_text[b]));
    if (competence_area_parse(area, &c->area) != OK || !competence_is_sound(c))
        return row_corrupt(db, "competence", c->id.n);
    return OK;
}

static enum err
competences_load(struct db *db, struct arena *arena, struct framework *f)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COMPETENCE_ALL);
    bool row = false;

    f->competences = arena_array(arena, struct competence, COMPETENCES_MAX);
    if (f->competences == NULL)
        return ERR_LIMIT;
    for (f->competences_len = 0;; f->competences_len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        if (f->competences_len == COMPETENCES_MAX)
            return row_corrupt(db, "competence too many", stmt_int(&q, 0));
        TRY(competence_read(db, &q, arena, &f->competences[f->competences_len]));
    }
}

/* The index is by id and points to const; here the competence is still ours to fill. */
static struct competence *
competence_of(struct framework *f, int64_t id)
{
    const struct competence *c = id > 0 && id < COMPETENCES_MAX ? f->by_id[id] : NULL;

    return c == NULL ? NULL : &f->competences[c - f->competences];
}

static enum err
esco_load(struct db *db, struct arena *arena, struct framework *f)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COMPETENCE_ESCO_ALL);
    bool row = false;

    for (;;) {
        struct competence *c;

        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        c = competence_of(f, stmt_int(&q, 0));
        if (c == NULL || c->esco_len == COMPETENCE_ESCO_MAX)
            return row_corrupt(db, "competence's ESCO skill", stmt_int(&q, 0));
        TRY(stmt_text(&q, 1, arena, &c->esco[c->esco_len]));
        c->esco_len++;
    }
}

static enum err
topics_load(struct db *db, struct framework *f)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COMPETENCE_TOPIC_ALL);
    bool row = false;

    for (;;) {
        struct competence *c;

        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        c = competence_of(f, stmt_int(&q, 0));
        if (c != NULL) /* else it is retired */
            c->topics |= UINT64_C(1) << (stmt_int(&q, 1) & 63);
    }
}

enum err
framework_store_load(struct db *db, struct arena *arena, struct framework *ret_framework)
{
    struct framework f = {0};

    TRY(setting_store_get(db, SLICE("framework_version"), arena, &f.version));
    TRY(groups_load(db, arena, &f));
    TRY(competences_load(db, arena, &f));
    if (framework_index(&f) != OK)
        return row_corrupt(db, "competence", 0);
    TRY(esco_load(db, arena, &f));
    TRY(topics_load(db, &f));
    *ret_framework = f;
    return OK;
}

enum err
framework_store_save_word(struct db *db, const struct framework_word_row *w)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_FRAMEWORK_WORD_SAVE);

    stmt_bind_text(&q, 1, slice_of(WORD_KIND_CODES[w->kind]));
    stmt_bind_int(&q, 2, w->number);
    stmt_bind_text(&q, 3, w->name_de);
    stmt_bind_text(&q, 4, w->name_en);
    stmt_bind_text(&q, 5, w->description);
    TRY(stmt_run(&q, NULL));
    return revision_store_raise(db);
}

static enum err
word_read(struct db *db, struct stmt *q, struct arena *arena, struct framework_word_row *w)
{
    struct slice kind;
    int k = 0;

    TRY(stmt_text(q, 0, arena, &kind));
    while (k < WORD_KINDS && !slice_is(kind, WORD_KIND_CODES[k]))
        k++;
    w->kind = (enum framework_word_kind)k;
    w->number = (int)stmt_int(q, 1);
    TRY(stmt_text(q, 2, arena, &w->name_de));
    TRY(stmt_text(q, 3, arena, &w->name_en));
    TRY(stmt_text(q, 4, arena, &w->description));
    return k < WORD_KINDS ? OK : row_corrupt(db, "framework word", w->number);
}

enum err
framework_store_load_words(struct db *db, struct arena *arena,
                           struct framework_word_row **ret_words, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_FRAMEWORK_WORD_ALL);
    enum { most = WORD_KINDS * (LEVEL_MAX + 1) }; /* what the table can hold */
    struct framework_word_row *words = arena_array(arena, struct framework_word_row, most);
    bool row = false;
    int len = 0;

    if (words == NULL)
        return ERR_LIMIT;
    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        assert(len < most);
        TRY(word_read(db, &q, arena, &words[len]));
    }
    *ret_words = words;
    *ret_len = len;
    return OK;
}
