/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/framework_json.h"

#include "exchange/own_json.h"

static enum err
read_topic(struct ctx *ctx, const struct json_value *v, struct topic *ret_topic,
           struct topic_words *ret_words)
{
    static const char *const keys[] = {"code", "name", "synonyms", NULL};
    const struct json_value *list = NULL;
    struct own_name name;

    TRY(json_only(ctx, v, keys));
    TRY(own_json_code(ctx, v, "code", &ret_topic->code));
    TRY(own_json_once(ctx, v, "code"));
    TRY(own_json_name(ctx, v, "name", &name));
    ret_topic->name_de = name.de;
    ret_topic->name_en = name.en;
    TRY(json_need_array(ctx, v, "synonyms", TOPIC_SYNONYMS_MAX, &list));
    ret_words->words = own_json_array(ctx, struct slice, list->len);
    if (ret_words->words == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++)
        TRY(json_as_text(ctx, &list->items[i], CODE_BYTES_MAX, &ret_words->words[i]));
    ret_words->len = (int)list->len;
    return OK;
}

enum err
topics_json_read(struct ctx *ctx, struct slice bytes, struct topic_list *ret_topics)
{
    static const char *const keys[] = {"format", "version", "topics", NULL};
    const struct json_value *top = NULL;
    const struct json_value *list = NULL;
    struct topic_list t = {0};

    TRY(own_json_open(ctx, bytes, "kommunalcampus-topics/1", &top));
    TRY(json_only(ctx, top, keys));
    TRY(json_need_array(ctx, top, "topics", TOPICS_MAX - 1, &list));
    t.topics = own_json_array(ctx, struct topic, list->len);
    t.synonyms = own_json_array(ctx, struct topic_words, list->len);
    if (t.topics == NULL || t.synonyms == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        t.topics[i].id.n = (uint8_t)(i + 1);
        TRY(read_topic(ctx, &list->items[i], &t.topics[i], &t.synonyms[i]));
    }
    t.len = (int)list->len;
    *ret_topics = t;
    return OK;
}

enum err
topics_json_set(struct ctx *ctx, const struct topic_list *topics, const struct json_value *v,
                uint64_t *ret_set)
{
    const struct json_value *list = NULL;
    struct slice *codes = NULL;
    uint64_t set = 0;
    int len = 0;

    TRY(json_need_array(ctx, v, "topics", TOPICS_MAX - 1, &list));
    TRY(own_json_codes(ctx, list, &codes, &len));
    for (int i = 0; i < len; i++) {
        int k = 0;

        while (k < topics->len && !slice_eq(topics->topics[k].code, codes[i]))
            k++;
        if (k == topics->len)
            return json_fail(ctx, ERR_INVALID, &list->items[i], "there is no topic \"%.*s\"",
                             SLICE_ARG(codes[i]));
        set |= topic_bit(topics->topics[k].id);
    }
    *ret_set = set;
    return OK;
}

static enum err
read_word(struct ctx *ctx, const struct json_value *v, struct framework_word *ret_word)
{
    struct own_name name;
    struct own_name description;

    TRY(own_json_name(ctx, v, "name", &name));
    TRY(own_json_name(ctx, v, "description", &description));
    *ret_word = (struct framework_word){name.de, name.en, description.de};
    return OK;
}

static enum err
read_groups(struct ctx *ctx, const struct json_value *list, enum competence_area area,
            struct framework *f)
{
    static const char *const keys[] = {"code", "name", NULL};

    for (size_t i = 0; i < list->len; i++) {
        struct competence_group g = {.area = area};
        struct own_name name;

        TRY(json_only(ctx, &list->items[i], keys));
        TRY(json_need_text(ctx, &list->items[i], "code", CODE_BYTES_MAX, &g.code));
        TRY(own_json_name(ctx, &list->items[i], "name", &name));
        g.name_de = name.de;
        g.name_en = name.en;
        for (int k = 0; k < f->groups_len; k++) {
            if (slice_eq(f->groups[k].code, g.code))
                return json_fail(ctx, ERR_INVALID, &list->items[i], "this group is there twice");
        }
        if (f->groups_len == FRAMEWORK_GROUPS_MAX)
            return json_fail(ctx, ERR_INVALID, list, "more than %d groups", FRAMEWORK_GROUPS_MAX);
        f->groups[f->groups_len++] = g;
    }
    return OK;
}

static enum err
read_area_of(struct ctx *ctx, const struct json_value *v, const char *key,
             enum competence_area *ret_area)
{
    struct slice code = {0};

    TRY(json_need_text(ctx, v, key, CODE_BYTES_MAX, &code));
    if (competence_area_parse(code, ret_area) != OK)
        return json_fail(ctx, ERR_INVALID, json_member(v, key), "there is no area \"%.*s\"",
                         SLICE_ARG(code));
    return OK;
}

static enum err
read_areas(struct ctx *ctx, const struct json_value *top, struct framework_file *file)
{
    static const char *const keys[] = {"code", "name", "description", "groups", NULL};
    const struct json_value *list = NULL;

    TRY(json_need_array(ctx, top, "areas", AREAS, &list));
    if (list->len != AREAS)
        return json_fail(ctx, ERR_INVALID, list, "has %zu areas, expected %d", list->len, AREAS);
    file->framework.groups =
        own_json_array(ctx, struct competence_group, (size_t)FRAMEWORK_GROUPS_MAX);
    if (file->framework.groups == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        const struct json_value *v = &list->items[i];
        const struct json_value *groups = NULL;
        enum competence_area area = AREA_DIGITAL;

        TRY(json_only(ctx, v, keys));
        TRY(read_area_of(ctx, v, "code", &area));
        TRY(own_json_once(ctx, v, "code"));
        TRY(read_word(ctx, v, &file->area[area]));
        TRY(json_need_array(ctx, v, "groups", FRAMEWORK_GROUPS_MAX, &groups));
        TRY(read_groups(ctx, groups, area, &file->framework));
    }
    return OK;
}

static enum err
read_scale(struct ctx *ctx, const struct json_value *top, struct framework_file *file)
{
    static const char *const band_keys[] = {"from", "to", "name", "description", NULL};
    static const char *const level_keys[] = {"level", "name", "description", NULL};
    const struct json_value *bands = NULL;
    const struct json_value *levels = NULL;
    int64_t n = 0;

    TRY(json_need_array(ctx, top, "bands", BANDS, &bands));
    TRY(json_need_array(ctx, top, "levels", LEVEL_MAX + 1, &levels));
    if (bands->len != BANDS || levels->len != LEVEL_MAX + 1)
        return json_fail(ctx, ERR_INVALID, bands, "expected %d bands and %d levels", BANDS,
                         LEVEL_MAX + 1);
    for (int64_t i = 0; i < BANDS; i++) {
        const struct json_value *v = &bands->items[i];

        TRY(json_only(ctx, v, band_keys));
        TRY(json_need_int(ctx, v, "from", JSON_RANGE(2 * i + 1, 2 * i + 1), &n));
        TRY(json_need_int(ctx, v, "to", JSON_RANGE(2 * i + 2, 2 * i + 2), &n));
        TRY(read_word(ctx, v, &file->band[i]));
    }
    for (int64_t i = 0; i <= LEVEL_MAX; i++) {
        const struct json_value *v = &levels->items[i];

        TRY(json_only(ctx, v, level_keys));
        TRY(json_need_int(ctx, v, "level", JSON_RANGE(i, i), &n));
        TRY(read_word(ctx, v, &file->level[i]));
    }
    return OK;
}

static enum err
read_band_texts(struct ctx *ctx, const struct json_value *v, struct competence *c)
{
    static const char *const keys[] = {"1", "3", "5", "7", NULL};
    const struct json_value *bands = NULL;

    TRY(json_need_object(ctx, v, "bands", &bands));
    TRY(json_only(ctx, bands, keys));
    for (int b = 0; b < BANDS; b++)
        TRY(json_need_text(ctx, bands, keys[b], MODULE_SUMMARY_BYTES_MAX, &c->band_text[b]));
    return OK;
}

/* An address stands for one competence only, so that an import knows what is meant. */
static enum err
read_esco(struct ctx *ctx, const struct json_value *v, const struct framework *f,
          struct competence *c)
{
    const struct json_value *list = NULL;

    TRY(json_need_array(ctx, v, "esco", COMPETENCE_ESCO_MAX, &list));
    for (size_t i = 0; i < list->len; i++) {
        TRY(json_as_text(ctx, &list->items[i], MODULE_TITLE_BYTES_MAX, &c->esco[i]));
        if (!slice_starts(c->esco[i], SLICE("http")))
            return json_fail(ctx, ERR_INVALID, &list->items[i], "is no address");
        if (framework_by_esco(f, c->esco[i]) != NULL)
            return json_fail(ctx, ERR_INVALID, &list->items[i],
                             "already stands for another competence");
        c->esco_len = (int)i + 1;
    }
    return OK;
}

static enum err
read_group_of(struct ctx *ctx, const struct json_value *v, const struct framework *f,
              struct competence *c)
{
    TRY(read_area_of(ctx, v, "area", &c->area));
    TRY(json_need_text(ctx, v, "group", CODE_BYTES_MAX, &c->group));
    for (int i = 0; i < f->groups_len; i++) {
        if (slice_eq(f->groups[i].code, c->group) && f->groups[i].area == c->area)
            return OK;
    }
    return json_fail(ctx, ERR_INVALID, json_member(v, "group"), "\"%.*s\" is no group of this area",
                     SLICE_ARG(c->group));
}

static enum err
read_competence(struct ctx *ctx, const struct json_value *v, const struct framework *f,
                struct competence *c)
{
    static const char *const keys[] = {"code", "area",        "group", "digcomp", "esco",
                                       "name", "description", "bands", "topics",  NULL};
    struct own_name name;
    struct own_name description;

    TRY(json_only(ctx, v, keys));
    TRY(json_need_text(ctx, v, "code", CODE_BYTES_MAX, &c->code));
    TRY(own_json_once(ctx, v, "code"));
    TRY(read_group_of(ctx, v, f, c));
    if (json_is_given(json_member(v, "digcomp")))
        TRY(json_need_text(ctx, v, "digcomp", CODE_BYTES_MAX, &c->digcomp));
    if (framework_by_digcomp(f, c->digcomp) != NULL)
        return json_fail(ctx, ERR_INVALID, json_member(v, "digcomp"),
                         "already stands for another competence");
    TRY(read_esco(ctx, v, f, c));
    TRY(own_json_name(ctx, v, "name", &name));
    TRY(own_json_name(ctx, v, "description", &description));
    c->name_de = name.de;
    c->name_en = name.en;
    c->description = description.de;
    return read_band_texts(ctx, v, c);
}

enum err
framework_json_read(struct ctx *ctx, struct slice bytes, const struct topic_list *topics,
                    struct framework_file *ret_file)
{
    static const char *const keys[] = {"format", "version", "areas",       "bands",
                                       "levels", "note",    "competences", NULL};
    struct framework_file *file = arena_new(ctx->arena, struct framework_file);
    const struct json_value *list = NULL;
    const struct json_value *top = NULL;
    struct framework *f;

    if (file == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for the framework");
    f = &file->framework;
    TRY(own_json_open(ctx, bytes, "kommunalcampus-framework/1", &top));
    TRY(json_only(ctx, top, keys));
    TRY(json_need_text(ctx, top, "version", CODE_BYTES_MAX, &f->version));
    TRY(read_areas(ctx, top, file));
    TRY(read_scale(ctx, top, file));
    TRY(json_need_array(ctx, top, "competences", COMPETENCES_MAX - 1, &list));
    f->competences = own_json_array(ctx, struct competence, list->len);
    if (f->competences == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        struct competence *c = &f->competences[i];

        c->id.n = (uint16_t)(i + 1);
        TRY(read_competence(ctx, &list->items[i], f, c));
        TRY(topics_json_set(ctx, topics, &list->items[i], &c->topics));
        f->competences_len++;
    }
    if (framework_index(f) != OK)
        return json_fail(ctx, ERR_INVALID, list, "two competences share a code");
    *ret_file = *file;
    return OK;
}
