/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages and records; the parts of a course are in moochub_*.c. */
#include <string.h>

#include "base/unicode.h"
#include "exchange/html_text.h"
#include "exchange/moochub_parts.h"

/* What our fields are made from. */
static const char USED[] =
    "name title coursecode coursemode description abstract learningobjectives inlanguage language "
    "languages startdate startdates start enddate enddates end expires availableuntil teaches "
    "skills competencyrequired educationallevel duration workload publisher moocprovider url "
    "creator "
    "creators instructor instructors access keywords keyword contentlocation offer offers "
    "educationalcredentialsawarded educationalcredentialawarded repeatfrequency";
/* What the schemas define and we have no use for; kept in `extra`. */
static const char KNOWN[] =
    "learningresourcetype image trailer video contributor contributors partnerinstitutes license "
    "licenses courselicenses audience educationalalignment numberofcredits applicationstartdate "
    "applicationdeadline accessmode datecreated datemodified hollandcode haspart ispartof";

static enum err
read_extra(struct moochub_reader *r)
{
    const struct json_value *a = r->attributes;
    struct text t = text_init(r->ctx->arena, MOOCHUB_EXTRA_BYTES_MAX);
    struct json_write w = json_write_init(&t);

    json_write_object(&w);
    for (size_t i = 0; i < a->len; i++) {
        const struct json_value *m = &a->items[i];

        if (moochub_is_named(m->key, USED) ||
            (a == r->record && moochub_is_named(m->key, "id type links")))
            continue;
        if (!moochub_is_named(m->key, KNOWN))
            import_report_unknown(r->report, r->ctx->arena, m->key);
        if (m->kind == JSON_KIND_NULL)
            continue;
        json_write_key_slice(&w, m->key);
        json_put(&w, m);
    }
    json_write_object_end(&w);
    json_write_end(&w);
    if (text_end(&t, &r->course->extra) != OK) {
        moochub_note(r, NULL, "what our fields do not hold is more than %d bytes; left out",
                     MOOCHUB_EXTRA_BYTES_MAX);
        r->course->extra = SLICE("{}");
    }
    return OK;
}

/* Id, and the title: without them there is no record. */
static enum err
read_identity(struct moochub_reader *r)
{
    struct moochub_course *c = r->course;
    const struct json_value *id = moochub_member(r->record, "id identifier");
    struct text number = text_init(r->ctx->arena, 40);

    c->external_id = json_loose_text(id);
    if (id != NULL && id->kind == JSON_KIND_INT) {
        text_int(&number, id->whole);
        if (text_end(&number, &c->external_id) != OK)
            return fail(r->ctx, ERR_LIMIT, "no memory left for an id");
    }
    if (c->external_id.len == 0)
        c->external_id = json_loose_text(moochub_member(r->attributes, "url coursecode"));
    if (c->external_id.len == 0 || c->external_id.len > MOOCHUB_ID_BYTES_MAX) {
        moochub_skip(r, id, c->external_id.len == 0 ? "there is no id" : "the id is too long");
        c->external_id.len = 0;
        return OK;
    }
    TRY(moochub_label(r, moochub_member(r->attributes, "name title"), &c->draft.module.title));
    if (c->draft.module.title.len == 0) {
        moochub_skip(r, NULL, "there is no name");
        return OK;
    }
    c->course_code = json_loose_text(moochub_member(r->attributes, "coursecode"));
    return moochub_code(r, c->external_id, &c->draft.module.code);
}

/* The first sentences of the first paragraph, up to the length of a summary. */
static struct slice
summary_of(struct slice prose)
{
    size_t end = slice_find(prose, SLICE("\n"));
    size_t cut = 0;

    prose = slice_sub(prose, 0, end);
    if (prose.len <= MOOCHUB_SUMMARY_BYTES)
        return prose;
    for (size_t i = 0; i + 1 < MOOCHUB_SUMMARY_BYTES; i++) {
        if (prose.at[i] == '.' && prose.at[i + 1] == ' ' && i > 40)
            cut = i + 1;
    }
    for (size_t i = MOOCHUB_SUMMARY_BYTES; cut == 0 && i > 0; i--) {
        if (prose.at[i] == ' ')
            cut = i;
    }
    return slice_sub(prose, 0, cut);
}

static enum err
read_texts(struct moochub_reader *r)
{
    const struct json_value *goals = moochub_member(r->attributes, "learningobjectives");
    struct module *m = &r->course->draft.module;
    struct text t = text_init(r->ctx->arena, MODULE_DESCRIPTION_BYTES_MAX);
    struct slice abstract = {0};
    struct slice description = {0};
    struct slice *labels = NULL;
    int labels_len = 0;

    TRY(moochub_prose(r, moochub_member(r->attributes, "abstract"), MODULE_SUMMARY_BYTES_MAX,
                      &abstract));
    TRY(moochub_prose(r, moochub_member(r->attributes, "description"),
                      MODULE_DESCRIPTION_BYTES_MAX / 2, &description));
    TRY(moochub_labels(r, goals, &labels, &labels_len));
    text_put(&t, description.len > 0 ? description : abstract);
    if (labels_len > 0)
        text_puts(&t, t.len > 0 ? "\n\nLernziele:" : "Lernziele:");
    for (int i = 0; i < labels_len; i++) {
        if (t.len + labels[i].len + 3 > MODULE_DESCRIPTION_BYTES_MAX)
            break;
        text_puts(&t, "\n- ");
        text_put(&t, labels[i]);
    }
    if (text_end(&t, &m->description) != OK)
        return fail(r->ctx, ERR_LIMIT, "no memory left for a description");
    m->summary = abstract.len > 0 ? abstract : summary_of(description);
    return OK;
}

/* "de-DE" is "de". German is the language of a course that has it. */
static void
read_languages(struct moochub_reader *r)
{
    const struct json_value *list = moochub_member(r->attributes, "inlanguage languages language");
    struct moochub_course *c = r->course;

    for (size_t i = 0; i < json_loose_len(list); i++) {
        struct slice tag = json_loose_text(json_loose_item(list, i));
        size_t len = 0;
        char *own;

        while (len < tag.len && ((tag.at[len] | 0x20) >= 'a' && (tag.at[len] | 0x20) <= 'z'))
            len++;
        own = len == 2 || len == 3 ? arena_cstr(r->ctx->arena, slice_sub(tag, 0, len)) : NULL;
        if (own == NULL || c->languages_len == MOOCHUB_LANGUAGES_MAX) {
            moochub_note(r, list, "\"%.*s\" is no language here; left out",
                         SLICE_ARG(moochub_excerpt(tag, 20)));
            continue;
        }
        for (size_t k = 0; k < len; k++)
            own[k] = (char)(own[k] | 0x20);
        c->languages[c->languages_len++] = (struct slice){own, len};
        if (c->languages_len == 1 || slice_is(c->languages[c->languages_len - 1], "de"))
            c->draft.module.language = c->languages[c->languages_len - 1];
    }
}

static enum err
read_provider(struct moochub_reader *r)
{
    const struct json_value *publisher = moochub_member(r->attributes, "publisher moocprovider");
    struct provider *p = &r->course->provider;

    if (publisher != NULL && publisher->kind == JSON_KIND_ARRAY)
        publisher = json_loose_item(publisher, 0);
    TRY(moochub_label(r, publisher, &p->name));
    if (p->name.len == 0) {
        moochub_note(r, NULL, "there is no publisher; the feed \"%.*s\" stands for it",
                     SLICE_ARG(r->options->feed));
        p->name = r->options->feed;
        p->code = r->options->feed;
        r->course->draft.provider = p->code;
        return OK;
    }
    TRY(moochub_prose(r, moochub_member(publisher, "description"), MODULE_SUMMARY_BYTES_MAX,
                      &p->description));
    p->url = moochub_url(r, moochub_member(publisher, "url identifier"));
    TRY(moochub_code(r, p->name, &p->code));
    r->course->draft.provider = p->code;
    return OK;
}

static enum err
read_people(struct moochub_reader *r)
{
    struct moochub_course *c = r->course;
    const struct json_value *creator = moochub_member(r->attributes, "creator creators");

    if (json_loose_len(creator) == 0)
        creator = moochub_member(r->attributes, "instructor instructors");
    TRY(moochub_labels(r, creator, &c->creators, &c->creators_len));
    return moochub_labels(r, moochub_member(r->attributes, "keywords keyword"), &c->keywords,
                          &c->keywords_len);
}

static enum err
read_place(struct moochub_reader *r)
{
    const struct json_value *v = moochub_member(r->attributes, "contentlocation");
    const struct json_value *address;
    struct moochub_place *p = &r->course->place;
    struct text key = text_init(r->ctx->arena, 4096);
    struct slice all = {0};
    const struct json_value *latitude;
    const struct json_value *longitude;

    if (v != NULL && v->kind == JSON_KIND_ARRAY)
        v = json_loose_item(v, 0);
    address = moochub_member(v, "address");
    latitude = moochub_member(v, "latitude");
    longitude = moochub_member(v, "longitude");
    TRY(moochub_label(r, v, &p->name));
    TRY(moochub_label(r, moochub_member(address, "streetaddress street"), &p->street));
    TRY(moochub_label(r, moochub_member(address, "city addresslocality"), &p->city));
    p->postcode = json_loose_text(moochub_member(address, "postalcode postcode"));
    if (latitude != NULL && longitude != NULL && (latitude->number != 0 || longitude->number != 0))
        p->position = position_of(latitude->number, longitude->number);
    if (p->city.len == 0 && p->postcode.len == 0 && !p->position.known)
        return OK;
    text_put(&key, p->name);
    text_putc(&key, ' ');
    text_put(&key, p->city);
    text_putc(&key, ' ');
    text_put(&key, p->street);
    if (text_end(&key, &all) != OK)
        return fail(r->ctx, ERR_LIMIT, "no memory left for a place");
    return moochub_code(r, slice_trim(all), &p->code);
}

static bool
has_mode(const struct moochub_reader *r, const char *mode)
{
    const struct json_value *modes = moochub_member(r->attributes, "coursemode");

    for (size_t i = 0; i < json_loose_len(modes); i++) {
        if (slice_eq_ascii_nocase(json_loose_text(json_loose_item(modes, i)), slice_of(mode)))
            return true;
    }
    return false;
}

static enum module_format
format_of(const struct moochub_reader *r)
{
    if (has_mode(r, "onsite") || has_mode(r, "blended"))
        return FORMAT_IN_PERSON;
    if (has_mode(r, "synchronous") && !has_mode(r, "asynchronous"))
        return FORMAT_LIVE_ONLINE;
    return FORMAT_MOOC;
}

/* A keyword that is a topic's name or synonym, in whatever case, is the topic. */
static enum err
read_topics(struct moochub_reader *r)
{
    struct module *m = &r->course->draft.module;

    for (int i = 0; i < r->course->keywords_len; i++) {
        struct slice keyword = {0};

        if (unicode_fold(r->ctx->arena, r->course->keywords[i], &keyword) != OK)
            return fail(r->ctx, ERR_LIMIT, "no memory left for keywords");
        for (size_t k = 0; k < r->words_len; k++) {
            if (slice_eq(r->words[k].word, keyword))
                m->topics |= r->words[k].topic;
        }
    }
    return OK;
}

static enum err
fold_topics(struct ctx *ctx, const struct topic_list *topics, struct moochub_reader *r)
{
    struct moochub_word *words;
    size_t len = 0;

    for (int t = 0; topics != NULL && t < topics->len; t++)
        len += 2 + (size_t)(topics->synonyms ? topics->synonyms[t].len : 0);
    words = arena_array(ctx->arena, struct moochub_word, len);
    if (words == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for topics");
    len = 0;
    for (int t = 0; topics != NULL && t < topics->len; t++) {
        const struct topic_words *w = topics->synonyms ? &topics->synonyms[t] : NULL;

        for (int k = -2; k < (w ? w->len : 0); k++) {
            struct slice word = k == -2   ? topics->topics[t].name_de
                                : k == -1 ? topics->topics[t].name_en
                                          : w->words[k];

            words[len].topic = topic_bit(topics->topics[t].id);
            if (unicode_fold(ctx->arena, word, &words[len++].word) != OK)
                return fail(ctx, ERR_LIMIT, "no memory left for topics");
        }
    }
    r->words = words;
    r->words_len = len;
    return OK;
}

static enum err
read_course(struct moochub_reader *r)
{
    struct moochub_course *c = r->course;
    struct module *m = &c->draft.module;

    TRY(read_identity(r));
    if (r->skipped)
        return OK;
    c->draft.line = r->record->line;
    m->feed = r->options->feed;
    m->format = format_of(r);
    m->url = moochub_url(r, moochub_member(r->attributes, "url"));
    TRY(read_texts(r));
    read_languages(r);
    TRY(read_provider(r));
    TRY(read_people(r));
    TRY(read_topics(r));
    TRY(read_place(r));
    TRY(moochub_skills(r));
    TRY(moochub_times(r));
    moochub_offers(r, moochub_days(r));
    if (r->skipped)
        return OK;
    if (m->format == FORMAT_MOOC && m->self_paced && !has_mode(r, "MOOC"))
        m->format = FORMAT_ON_DEMAND;
    TRY(read_extra(r));
    if (!module_is_sound(m))
        moochub_skip(r, NULL, "does not hold together");
    return OK;
}

/* Whether it is a course at all; the reason goes into the report. */
static bool
is_course(struct moochub_reader *r)
{
    const struct json_value *type = moochub_member(r->record, "type");
    struct slice name = json_loose_text(type);

    if (r->record->kind != JSON_KIND_OBJECT) {
        moochub_skip(r, r->record, "is %s, expected an object", json_kind_name(r->record));
        return false;
    }
    if (name.len > 0 && !slice_eq_ascii_nocase(name, SLICE("course")) &&
        !slice_eq_ascii_nocase(name, SLICE("courses"))) {
        moochub_skip(r, type, "is of type \"%.*s\", no course",
                     SLICE_ARG(moochub_excerpt(name, 60)));
        return false;
    }
    if (r->attributes == NULL && moochub_member(r->record, "name title") != NULL)
        r->attributes = r->record; /* flat records are met as well */
    if (r->attributes == NULL || r->attributes->kind != JSON_KIND_OBJECT) {
        moochub_skip(r, r->attributes, "there are no attributes");
        return false;
    }
    return true;
}

static bool
is_there(const struct moochub_page *page, struct slice external_id)
{
    for (int i = 0; i < page->len; i++) {
        if (slice_eq(page->courses[i].external_id, external_id))
            return true;
    }
    return false;
}

/* Reads one record, or notes why not. */
static enum err
take_record(struct moochub_reader *r, struct moochub_page *page)
{
    if (!is_course(r))
        return OK;
    TRY(read_course(r));
    if (!r->skipped && is_there(page, r->course->external_id))
        moochub_skip(r, NULL, "is there twice; the first one is taken");
    return OK;
}

/* `proto` holds what is the same for all records. */
static enum err
read_record(const struct moochub_reader *proto, const struct json_value *record,
            struct moochub_page *page)
{
    struct moochub_course *c = &page->courses[page->len];
    struct moochub_reader r = *proto;
    struct import_notes before = page->report.notes;

    r.record = record;
    r.attributes = moochub_member(record, "attributes");
    r.course = c;
    *c = (struct moochub_course){.certificate_price = {-1}};
    c->external_id = json_loose_text(moochub_member(record, "id"));
    TRY(take_record(&r, page));
    if (!r.skipped) {
        page->len++;
        return OK;
    }
    page->report.notes = before; /* notes are about what was taken */
    if (c->external_id.len > 0)
        page->refused[page->refused_len++] = c->external_id;
    return OK;
}

static bool
is_feed_code(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!(s.at[i] >= 'a' && s.at[i] <= 'z') && !(s.at[i] >= '0' && s.at[i] <= '9') &&
            s.at[i] != '-')
            return false;
    }
    return s.len > 0 && s.len <= MOOCHUB_FEED_BYTES_MAX;
}

/* The records of a page, a bare list, or one record alone. */
static enum err
find_records(struct ctx *ctx, const struct json_value *top, const struct json_value **ret_records)
{
    const struct json_value *data = moochub_member(top, "data");

    if (top->kind == JSON_KIND_ARRAY)
        data = top;
    else if (data == NULL && moochub_member(top, "attributes") != NULL)
        data = top;
    if (data == NULL && json_member(top, "data") == NULL)
        return json_fail(ctx, ERR_INVALID, top, "is %s without \"data\": no page of courses",
                         json_kind_name(top));
    if (data != NULL && data->kind != JSON_KIND_ARRAY && data->kind != JSON_KIND_OBJECT)
        return json_fail(ctx, ERR_INVALID, data, "is %s, expected courses", json_kind_name(data));
    if (json_loose_len(data) > MOOCHUB_PAGE_MAX)
        return json_fail(ctx, ERR_LIMIT, data, "has %zu courses, at most %d are read at once",
                         json_loose_len(data), MOOCHUB_PAGE_MAX);
    *ret_records = data;
    return OK;
}

enum err
moochub_read(struct ctx *ctx, struct slice bytes, const struct moochub_options *options,
             struct moochub_page *ret_page)
{
    const struct json_value *top = NULL;
    const struct json_value *records = NULL;
    const struct json_value *links;
    struct moochub_page page = {0};
    struct moochub_reader proto = {.ctx = ctx, .options = options, .report = &page.report};
    size_t len;

    if (!is_feed_code(options->feed))
        return fail(ctx, ERR_INVALID,
                    "the feed's code \"%.*s\" is not 1 to %d of a-z, 0-9 and hyphens",
                    SLICE_ARG(moochub_excerpt(options->feed, 60)), MOOCHUB_FEED_BYTES_MAX);
    TRY(json_read(ctx, bytes, &top));
    TRY(find_records(ctx, top, &records));
    TRY(fold_topics(ctx, options->topics, &proto));
    len = json_loose_len(records);
    page.courses = arena_array(ctx->arena, struct moochub_course, len);
    page.refused = arena_array(ctx->arena, struct slice, len);
    if (page.courses == NULL || page.refused == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for %zu courses", len);
    links = moochub_member(top, "links");
    page.self = json_loose_text(moochub_member(links, "self"));
    page.next = json_loose_text(moochub_member(links, "next"));
    page.prev = json_loose_text(moochub_member(links, "prev"));
    for (size_t i = 0; i < len; i++) {
        const struct json_value *record = json_loose_item(records, i);

        assert(record != NULL);
        TRY(read_record(&proto, record, &page));
    }
    page.report.taken = page.len;
    *ret_page = page;
    return OK;
}
