/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Loading reads modules in pages by id, so that a hundred thousand of them never stand
 * in a driver's buffer at once; both databases show one state for the whole transaction.
 */
#include "storage/module_store.h"

#include "domain/module_text.h"
#include "storage/module_children.h"
#include "storage/query.gen.h"
#include "storage/revision_store.h"
#include "storage/row.h"
#include "storage/run_store.h"

enum {
    MODULE_PAGE = 500,
    SCRATCH_BYTES_MAX = 16 << 20,
    PAGE_TEXT_BYTES_MAX =
        MODULE_PAGE * (MODULE_SUMMARY_BYTES_MAX + MODULE_DESCRIPTION_BYTES_MAX + 1000)
};

static enum err
gains_save(struct db *db, const struct module *m)
{
    TRY(row_run_for(db, Q_MODULE_GAIN_CLEAR, m->id.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_GAIN_ADD);

    for (int i = 0; i < m->gives_len; i++) {
        stmt_bind_int(&q, 1, m->id.n);
        stmt_bind_int(&q, 2, m->gives[i].competence.n);
        stmt_bind_int(&q, 3, m->gives[i].from);
        stmt_bind_int(&q, 4, m->gives[i].to);
        stmt_bind_int(&q, 5, i);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static enum err
needs_save(struct db *db, const struct module *m)
{
    TRY(row_run_for(db, Q_MODULE_NEED_CLEAR, m->id.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_NEED_ADD);

    for (int i = 0; i < m->needs_len; i++) {
        stmt_bind_int(&q, 1, m->id.n);
        stmt_bind_int(&q, 2, m->needs[i].competence.n);
        stmt_bind_int(&q, 3, m->needs[i].level);
        stmt_bind_int(&q, 4, i);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static enum err
target_groups_save(struct db *db, const struct module *m)
{
    TRY(row_run_for(db, Q_MODULE_TARGET_GROUP_CLEAR, m->id.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_TARGET_GROUP_ADD);

    for (int i = 0; i < m->target_groups_len; i++) {
        stmt_bind_int(&q, 1, m->id.n);
        stmt_bind_int(&q, 2, m->target_groups[i].n);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static enum err
topics_save(struct db *db, const struct module *m)
{
    TRY(row_run_for(db, Q_MODULE_TOPIC_CLEAR, m->id.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_TOPIC_ADD);

    for (int t = 1; t < TOPICS_MAX; t++) {
        if ((m->topics >> t & 1) == 0)
            continue;
        stmt_bind_int(&q, 1, m->id.n);
        stmt_bind_int(&q, 2, t);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static void
certification_bind(struct stmt *q, int param, const struct certification *c)
{
    stmt_bind_text_or_null(q, param, c->by);
    stmt_bind_text_or_null(q, param + 1, c->criteria);
    if (c->by.len > 0)
        stmt_bind_int(q, param + 2, c->valid_until.n);
    else
        stmt_bind_null(q, param + 2);
}

static enum err
module_save(struct db *db, struct module *m)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_SAVE);
    enum err e;

    stmt_bind_text(&q, 1, m->code);
    stmt_bind_int(&q, 2, m->provider.n);
    stmt_bind_text(&q, 3, m->title);
    stmt_bind_text(&q, 4, m->summary);
    stmt_bind_text(&q, 5, m->description);
    stmt_bind_text(&q, 6, m->language);
    stmt_bind_text(&q, 7, m->url);
    stmt_bind_text(&q, 8, slice_of(module_format_code(m->format)));
    stmt_bind_text(&q, 9, slice_of(module_kind_code(m->kind)));
    stmt_bind_text(&q, 10, slice_of(module_certificate_code(m->certificate)));
    stmt_bind_int(&q, 11, m->minutes);
    stmt_bind_int(&q, 12, m->price.n);
    stmt_bind_int(&q, 13, m->accessibility);
    certification_bind(&q, 14, &m->certification);
    stmt_bind_int(&q, 17, m->follow_within_weeks);
    stmt_bind_int(&q, 18, m->self_paced);
    stmt_bind_int(&q, 19, m->demo);
    stmt_bind_int(&q, 20, m->gone);
    stmt_bind_text_or_null(&q, 21, m->feed);
    e = stmt_run_id(&q, &m->id.n);
    if (e == ERR_NOT_FOUND)
        return fail(db_ctx(db), ERR_CONFLICT, "block %.*s is another provider's, or a feed's",
                    SLICE_ARG(m->code));
    return e;
}

enum err
module_store_save(struct db *db, struct module *m)
{
    assert(module_is_sound(m) && m->texts == NULL);
    TRY(module_save(db, m));
    TRY(gains_save(db, m));
    TRY(needs_save(db, m));
    TRY(target_groups_save(db, m));
    TRY(topics_save(db, m));
    TRY(run_store_replace(db, m));
    return revision_store_raise_module(db, m->id);
}

enum err
module_store_link(struct db *db, const struct module *m)
{
    CLEANUP(stmt_done) struct stmt link = stmt_init(db, Q_MODULE_LINK);
    int64_t rows = 0;

    if (m->excludes_len > MODULE_EXCLUDES_MAX)
        return fail(db_ctx(db), ERR_LIMIT, "link a module: it excludes %d others, at most %d can",
                    m->excludes_len, MODULE_EXCLUDES_MAX);
    stmt_bind_ref(&link, 1, m->chain_after.n);
    stmt_bind_ref(&link, 2, m->follows.n);
    stmt_bind_int(&link, 3, m->id.n);
    TRY(stmt_run(&link, &rows));
    if (rows != 1)
        return fail(db_ctx(db), ERR_NOT_FOUND, "link a module: there is none with id %lld",
                    (long long)m->id.n);
    TRY(row_run_for(db, Q_MODULE_EXCLUSION_CLEAR, m->id.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_EXCLUSION_ADD);

    for (int i = 0; i < m->excludes_len; i++) {
        stmt_bind_int(&q, 1, m->id.n);
        stmt_bind_int(&q, 2, m->excludes[i].n);
        TRY(stmt_run(&q, NULL));
    }
    return revision_store_raise_module(db, m->id);
}

enum err
module_store_id(struct db *db, struct slice code, struct module_id *ret_id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_ID);

    stmt_bind_text(&q, 1, code);
    return stmt_run_id(&q, &ret_id->n);
}

enum err
module_store_mark_gone(struct db *db, struct module_id id, bool gone)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_GONE);

    stmt_bind_int(&q, 1, gone);
    stmt_bind_int(&q, 2, id.n);
    TRY(stmt_run(&q, NULL));
    return revision_store_raise_module(db, id);
}

/* Where a page is read to. */
struct page_memory {
    struct arena *kept;
    struct arena *texts;   /* summary and description */
    struct arena *passing; /* what is parsed and not kept */
};

/* Columns of module/page.sql. */
static enum err
texts_read(struct stmt *q, const struct page_memory *to, struct module *m, struct slice *ret_codes)
{
    struct arena *a = to->kept;

    TRY(stmt_text(q, 1, a, &m->code));
    TRY(stmt_text(q, 3, a, &m->title));
    TRY(stmt_text(q, 4, to->texts, &m->summary));
    TRY(stmt_text(q, 5, to->texts, &m->description));
    TRY(stmt_text(q, 6, a, &m->language));
    TRY(stmt_text(q, 7, a, &m->url));
    for (int i = 0; i < 3; i++)
        TRY(stmt_text(q, 8 + i, to->passing, &ret_codes[i]));
    TRY(stmt_text(q, 14, a, &m->certification.by));
    TRY(stmt_text(q, 15, a, &m->certification.criteria));
    return stmt_text(q, 21, a, &m->feed);
}

static enum err
module_read(struct db *db, struct stmt *q, const struct page_memory *to, struct module *m)
{
    struct slice codes[3];

    m->id.n = stmt_int(q, 0);
    m->provider.n = stmt_int(q, 2);
    TRY(texts_read(q, to, m, codes));
    m->minutes = (int32_t)stmt_int(q, 11);
    m->price.n = stmt_int(q, 12);
    m->accessibility = (uint32_t)stmt_int(q, 13);
    m->certification.valid_until.n = (int32_t)stmt_int(q, 16);
    m->follow_within_weeks = (int16_t)stmt_int(q, 17);
    m->self_paced = stmt_int(q, 18) != 0;
    m->demo = stmt_int(q, 19) != 0;
    m->gone = stmt_int(q, 20) != 0;
    m->chain_after.n = stmt_int(q, 22);
    m->follows.n = stmt_int(q, 23);
    if (module_format_parse(codes[0], &m->format) != OK ||
        module_kind_parse(codes[1], &m->kind) != OK ||
        module_certificate_parse(codes[2], &m->certificate) != OK)
        return row_corrupt(db, "module", m->id.n);
    return OK;
}

static enum err
gain_read(struct stmt *q, struct arena *a, void *ret_element)
{
    struct module_gain *g = ret_element;

    (void)a;
    g->competence.n = (uint16_t)stmt_int(q, 1);
    g->from = (uint8_t)stmt_int(q, 2);
    g->to = (uint8_t)stmt_int(q, 3);
    return OK;
}

static void
gain_give(struct module *m, void *elements, size_t len)
{
    m->gives = elements;
    m->gives_len = (int)len;
}

static enum err
need_read(struct stmt *q, struct arena *a, void *ret_element)
{
    struct module_need *n = ret_element;

    (void)a;
    n->competence.n = (uint16_t)stmt_int(q, 1);
    n->level = (uint8_t)stmt_int(q, 2);
    return OK;
}

static void
need_give(struct module *m, void *elements, size_t len)
{
    m->needs = elements;
    m->needs_len = (int)len;
}

/* Of job profiles and of modules: one number each. */
static enum err
id_read(struct stmt *q, struct arena *a, void *ret_element)
{
    int64_t *id = ret_element;

    (void)a;
    *id = stmt_int(q, 1);
    return OK;
}

static void
target_group_give(struct module *m, void *elements, size_t len)
{
    _Static_assert(sizeof(struct job_profile_id) == sizeof(int64_t), "id_read() fills it");
    m->target_groups = elements;
    m->target_groups_len = (int)len;
}

static void
exclusion_give(struct module *m, void *elements, size_t len)
{
    _Static_assert(sizeof(struct module_id) == sizeof(int64_t), "id_read() fills it");
    m->excludes = elements;
    m->excludes_len = (int)len;
}

static void
topic_give(struct module *m, void *elements, size_t len)
{
    const int64_t *ids = elements;

    for (size_t i = 0; i < len; i++)
        m->topics |= UINT64_C(1) << (ids[i] & 63);
}

static const struct module_child CHILDREN[] = {
    {.query = Q_MODULE_GAIN_PAGE,
     .name = "module gain",
     .bytes = sizeof(struct module_gain),
     .kept = sizeof(struct module_gain),
     .max = MODULE_LEVELS_MAX,
     .read = gain_read,
     .give = gain_give},
    {.query = Q_MODULE_NEED_PAGE,
     .name = "module need",
     .bytes = sizeof(struct module_need),
     .kept = sizeof(struct module_need),
     .max = MODULE_LEVELS_MAX,
     .read = need_read,
     .give = need_give},
    {.query = Q_MODULE_TARGET_GROUP_PAGE,
     .name = "module target group",
     .bytes = sizeof(int64_t),
     .kept = sizeof(int64_t),
     .max = JOB_PROFILES_MAX,
     .read = id_read,
     .give = target_group_give},
    {.query = Q_MODULE_EXCLUSION_PAGE,
     .name = "module exclusion",
     .bytes = sizeof(int64_t),
     .kept = sizeof(int64_t),
     .max = MODULE_EXCLUDES_MAX,
     .read = id_read,
     .give = exclusion_give},
    {.query = Q_MODULE_TOPIC_PAGE,
     .name = "module topic",
     .bytes = sizeof(int64_t),
     .max = TOPICS_MAX,
     .read = id_read,
     .give = topic_give},
};

struct page_range {
    int64_t after;
    int most;
};

/* Up to `most` modules after `after`, without children. */
static enum err
page_read(struct db *db, const struct page_memory *to, struct page_range range,
          struct module *modules, size_t *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_PAGE);
    size_t len = 0;
    bool row = false;

    stmt_bind_int(&q, 1, range.after);
    stmt_bind_int(&q, 2, range.most);
    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(module_read(db, &q, to, &modules[len]));
    }
    *ret_len = len;
    return OK;
}

static enum err
page_complete(struct db *db, struct arena *arena, const struct module_page *page)
{
    for (size_t c = 0; c < ARRAY_LEN(CHILDREN); c++) {
        arena_reset(page->scratch);
        TRY(module_children_load(db, arena, &CHILDREN[c], page));
    }
    arena_reset(page->scratch);
    TRY(run_store_load(db, arena, page));
    for (size_t i = 0; i < page->len; i++) {
        if (!module_is_sound(&page->modules[i]))
            return row_corrupt(db, "module", page->modules[i].id.n);
    }
    return OK;
}

enum err
module_store_split(struct db *db, struct module_range *ret_ranges, int parts)
{
    int64_t last = 0;

    {
        CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_LAST);

        TRY(stmt_run_id(&q, &last));
    }
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_COUNT_RANGE);

    for (int i = 0; i < parts; i++) {
        struct module_range *r = &ret_ranges[i];
        int64_t len = 0;

        r->pack = NULL;
        r->after = i == 0 ? 0 : ret_ranges[i - 1].last;
        r->last = i + 1 == parts ? last : r->after + (last - r->after) / (parts - i);
        stmt_bind_int(&q, 1, r->after);
        stmt_bind_int(&q, 2, r->last);
        TRY(stmt_run_id(&q, &len));
        r->len = (size_t)len;
    }
    return OK;
}

enum err
module_store_load_range(struct db *db, struct arena *arena, const struct module_range *range,
                        struct module *ret_modules)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SCRATCH_BYTES_MAX);
    CLEANUP(arena_cleanup) struct arena *passing = arena_open(PAGE_TEXT_BYTES_MAX);
    const struct page_memory to = {arena, range->pack ? passing : arena, passing};
    int64_t after = range->after;

    if (scratch == NULL || passing == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "load the modules: no memory");
    for (size_t len = 0; len < range->len;) {
        size_t left = range->len - len;
        int most = left < MODULE_PAGE ? (int)left : MODULE_PAGE;
        struct module *page = ret_modules + len;
        size_t got = 0;

        arena_reset(passing);
        TRY(page_read(db, &to, (struct page_range){after, most}, page, &got));
        if (got != (size_t)most)
            return row_corrupt(db, "module", after);
        TRY(page_complete(db, arena, &(struct module_page){page, got, scratch}));
        for (size_t i = 0; i < got && range->pack != NULL; i++)
            TRY(module_pack(arena, range->pack, &page[i]));
        len += got;
        after = page[got - 1].id.n;
    }
    return OK;
}

enum err
module_store_find(struct db *db, struct provider_id provider, struct slice code,
                  struct module *ret_module)
{
    struct module_range one = {.len = 1};
    struct module m = {.id = {0}};

    {
        CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_OF_PROVIDER);

        stmt_bind_text(&q, 1, code);
        stmt_bind_int(&q, 2, provider.n);
        TRY(stmt_run_id(&q, &one.last));
    }
    one.after = one.last - 1;
    TRY(module_store_load_range(db, db_ctx(db)->arena, &one, &m));
    *ret_module = m;
    return OK;
}

enum err
module_store_load(struct db *db, struct arena *arena, struct module **ret_modules, int *ret_len)
{
    struct module_range all = {0};
    struct module *modules;

    TRY(module_store_split(db, &all, 1));
    modules = arena_array(arena, struct module, all.len);
    if (modules == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "load the modules: no room for %zu of them", all.len);
    TRY(module_store_load_range(db, arena, &all, modules));
    *ret_modules = modules;
    *ret_len = (int)all.len;
    return OK;
}

/* Ids of the first changed modules, `most` at most. */
static enum err
changed_read(struct db *db, int64_t since, int64_t *ret_ids, size_t most, size_t *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_CHANGED_SINCE);
    size_t len = 0;
    bool row = false;

    stmt_bind_int(&q, 1, since);
    stmt_bind_int(&q, 2, (int64_t)most);
    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        ret_ids[len] = stmt_int(&q, 0);
    }
    *ret_len = len;
    return OK;
}

enum err
module_store_load_changed(struct db *db, struct arena *arena, int64_t since,
                          struct module **ret_modules, int *ret_len)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SCRATCH_BYTES_MAX);
    CLEANUP(arena_cleanup) struct arena *list = arena_open(SCRATCH_BYTES_MAX);
    int64_t *ids = list ? arena_array(list, int64_t, MODULE_CHANGES_MAX + 1) : NULL;
    const struct page_memory to = {arena, arena, list};
    struct module *modules;
    size_t len = 0;

    if (scratch == NULL || ids == NULL)
        return ERR_LIMIT;
    TRY(changed_read(db, since, ids, MODULE_CHANGES_MAX + 1, &len));
    if (len > MODULE_CHANGES_MAX)
        return ERR_LIMIT;
    modules = arena_array(arena, struct module, len + 1);
    if (modules == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < len; i++) {
        size_t got = 0;

        TRY(page_read(db, &to, (struct page_range){ids[i] - 1, 1}, modules + i, &got));
        if (got != 1 || modules[i].id.n != ids[i])
            return row_corrupt(db, "module change", ids[i]);
        TRY(page_complete(db, arena, &(struct module_page){modules + i, 1, scratch}));
    }
    *ret_modules = modules;
    *ret_len = (int)len;
    return OK;
}
