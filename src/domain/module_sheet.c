/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/module_sheet.h"

#include <string.h>

enum {
    CODES_BYTES_MAX = 8000,
    LINES_BYTES_MAX = 8000,
    CHOICE_BYTES_MAX = 80,
    LANGUAGE_BYTES_MAX = 12
};

static const struct {
    const char *name;
    const char *english;
    size_t max;
} FIELDS[BLOCK_FIELDS] = {
    [BLOCK_TITLE] = {"titel", "title", MODULE_TITLE_BYTES_MAX},
    [BLOCK_SUMMARY] = {"kurz", "summary", MODULE_SUMMARY_BYTES_MAX},
    [BLOCK_DESCRIPTION] = {"beschreibung", "description", BLOCK_DESCRIPTION_BYTES_MAX},
    [BLOCK_FORMAT] = {"lernform", "format", CHOICE_BYTES_MAX},
    [BLOCK_KIND] = {"art", "kind", CHOICE_BYTES_MAX},
    [BLOCK_CERTIFICATE] = {"bescheinigung", "certificate", CHOICE_BYTES_MAX},
    [BLOCK_LANGUAGE] = {"sprache", "language", LANGUAGE_BYTES_MAX},
    [BLOCK_URL] = {"adresse", "url", 1000},
    [BLOCK_HOURS] = {"stunden", "hours", 20},
    [BLOCK_PRICE] = {"preis", "price", 30},
    [BLOCK_GIVES] = {"ziele", "gives", LINES_BYTES_MAX},
    [BLOCK_NEEDS] = {"voraussetzungen", "needs", LINES_BYTES_MAX},
    [BLOCK_TARGET_GROUPS] = {"zielgruppen", "target_groups", CODES_BYTES_MAX},
    [BLOCK_TOPICS] = {"themen", "topics", CODES_BYTES_MAX},
    [BLOCK_ACCESS] = {"zugang", "access", CODES_BYTES_MAX},
    [BLOCK_SELF_PACED] = {"jederzeit", "self_paced", 10},
};

static const struct {
    const char *name;
    const char *english;
    size_t max;
} RUN[RUN_FIELDS] = {
    [RUN_CODE] = {"termin", "run", CODE_BYTES_MAX},
    [RUN_FIRST] = {"beginn", "first_day", 20},
    [RUN_LAST] = {"ende", "last_day", 20},
    [RUN_SITTINGS] = {"sitzungen", "sittings", LINES_BYTES_MAX},
    [RUN_PLACE] = {"raum", "room", 200},
    [RUN_POSTCODE] = {"plz", "postcode", 10},
    [RUN_CITY] = {"ort", "city", 200},
    [RUN_SEATS] = {"plaetze", "seats", 10},
    [RUN_SEATS_MIN] = {"mindestens", "seats_min", 10},
};

const char *
sheet_block_name(enum block_field f)
{
    return FIELDS[f].name;
}

const char *
sheet_run_name(enum run_field f)
{
    return RUN[f].name;
}

const char *
sheet_block_english(enum block_field f)
{
    return FIELDS[f].english;
}

const char *
sheet_run_english(enum run_field f)
{
    return RUN[f].english;
}

size_t
sheet_block_max(enum block_field f)
{
    return FIELDS[f].max;
}

size_t
sheet_run_max(enum run_field f)
{
    return RUN[f].max;
}

static bool
parts_here(char c, bool commas)
{
    return c == '\n' || c == ';' || (commas && c == ',');
}

bool
sheet_next(struct slice *rest, bool commas, struct slice *ret_part)
{
    while (rest->len > 0) {
        size_t n = 0;
        struct slice part;

        while (n < rest->len && !parts_here(rest->at[n], commas))
            n++;
        part = slice_trim(slice_sub(*rest, 0, n));
        *rest = slice_sub(*rest, n + 1, rest->len);
        if (part.len > 0) {
            *ret_part = part;
            return true;
        }
    }
    return false;
}

void
sheet_fault_add(struct block_faults *faults, struct block_fault fault)
{
    if (faults->len < BLOCK_FAULTS_MAX)
        faults->at[faults->len++] = fault;
    faults->count++;
}

/* What is read, and what was found to be wrong. */
struct reading {
    struct arena *arena;
    const struct module_sheet *sheet;
    const struct block_base *base;
    struct module *module;
    struct block_faults *faults;
};

static void
wrong(struct reading *r, enum block_field field, enum block_wrong what, struct slice value)
{
    sheet_fault_add(r->faults, (struct block_fault){-1, (int)field, what, value});
}

/* --- words and numbers -------------------------------------------------------- */

static void
read_words(struct reading *r)
{
    static const enum block_field needed[] = {BLOCK_TITLE,  BLOCK_SUMMARY,  BLOCK_DESCRIPTION,
                                              BLOCK_FORMAT, BLOCK_LANGUAGE, BLOCK_HOURS,
                                              BLOCK_GIVES};
    const struct slice *f = r->sheet->fields;
    struct module *m = r->module;

    for (int i = 0; i < BLOCK_FIELDS; i++) {
        if (f[i].len > FIELDS[i].max)
            wrong(r, (enum block_field)i, BLOCK_LONG, SLICE(""));
    }
    for (size_t i = 0; i < ARRAY_LEN(needed); i++) {
        if (slice_trim(f[needed[i]]).len == 0)
            wrong(r, needed[i], BLOCK_MISSING, SLICE(""));
    }
    m->title = slice_trim(f[BLOCK_TITLE]);
    m->summary = slice_trim(f[BLOCK_SUMMARY]);
    m->description = slice_trim(f[BLOCK_DESCRIPTION]);
    m->url = slice_trim(f[BLOCK_URL]);
    m->language = slice_trim(f[BLOCK_LANGUAGE]);
    if (m->url.len > 0 && !slice_starts(m->url, SLICE("https://")) &&
        !slice_starts(m->url, SLICE("http://")))
        wrong(r, BLOCK_URL, BLOCK_NO_URL, SLICE(""));
    for (size_t i = 0; i < m->language.len; i++) {
        char c = m->language.at[i];

        if (!((c >= 'a' && c <= 'z') || (c == '-' && i >= 2)) || m->language.len < 2) {
            wrong(r, BLOCK_LANGUAGE, BLOCK_UNKNOWN, m->language);
            break;
        }
    }
}

/* Empty is what they begin with: basic, and a certificate of participation. */
static void
read_choices(struct reading *r)
{
    struct slice format = slice_trim(r->sheet->fields[BLOCK_FORMAT]);
    struct slice kind = slice_trim(r->sheet->fields[BLOCK_KIND]);
    struct slice certificate = slice_trim(r->sheet->fields[BLOCK_CERTIFICATE]);
    struct slice self_paced = slice_trim(r->sheet->fields[BLOCK_SELF_PACED]);

    r->module->certificate = CERTIFICATE_PARTICIPATION;
    if (format.len > 0 && module_format_parse(format, &r->module->format) != OK)
        wrong(r, BLOCK_FORMAT, BLOCK_UNKNOWN, format);
    if (kind.len > 0 && module_kind_parse(kind, &r->module->kind) != OK)
        wrong(r, BLOCK_KIND, BLOCK_UNKNOWN, kind);
    if (certificate.len > 0 && module_certificate_parse(certificate, &r->module->certificate) != OK)
        wrong(r, BLOCK_CERTIFICATE, BLOCK_UNKNOWN, certificate);
    r->module->self_paced = slice_is(self_paced, "ja");
    if (self_paced.len > 0 && !slice_is(self_paced, "ja") && !slice_is(self_paced, "nein"))
        wrong(r, BLOCK_SELF_PACED, BLOCK_UNKNOWN, self_paced);
    if (r->module->self_paced && r->sheet->runs_len > 0)
        wrong(r, BLOCK_SELF_PACED, BLOCK_DATED, SLICE(""));
}

/* "8", "1,5", "0.75" hours to minutes. */
static enum err
hours_parse(struct slice s, int32_t *ret_minutes)
{
    struct cents hundredths = {0};
    int64_t minutes;

    TRY(cents_parse(s, &hundredths)); /* the same form: whole and two digits behind a comma */
    minutes = hundredths.n * 60 / 100;
    if (minutes < 1 || minutes > MODULE_MINUTES_MAX)
        return ERR_LIMIT;
    *ret_minutes = (int32_t)minutes;
    return OK;
}

static void
read_numbers(struct reading *r)
{
    struct slice hours = slice_trim(r->sheet->fields[BLOCK_HOURS]);
    struct slice price = slice_trim(r->sheet->fields[BLOCK_PRICE]);

    if (hours.len > 0 && hours_parse(hours, &r->module->minutes) != OK)
        wrong(r, BLOCK_HOURS, BLOCK_NO_NUMBER, hours);
    if (price.len > 0 && (cents_parse(price, &r->module->price) != OK ||
                          r->module->price.n > MODULE_PRICE_CENTS_MAX))
        wrong(r, BLOCK_PRICE, BLOCK_NO_AMOUNT, price);
}

/* --- levels ----------------------------------------------------------------- */

/* "D1.1" and what stands behind the space. */
static const struct competence *
competence_of(const struct reading *r, struct slice line, struct slice *ret_levels)
{
    size_t n = slice_find_char(line, ' ');

    *ret_levels = slice_trim(slice_sub(line, n, line.len));
    return framework_by_code(r->base->framework, slice_sub(line, 0, n));
}

/* "0-3" or, with `is_need`, "2": from is then 0. */
static bool
levels_parse(struct slice s, bool is_need, uint8_t *ret_from, uint8_t *ret_to)
{
    size_t n = slice_find_char(s, '-');
    int64_t from = 0;
    int64_t to = 0;

    if (is_need != (n == s.len))
        return false;
    if (!is_need && slice_int(slice_trim(slice_sub(s, 0, n)), 0, LEVEL_MAX, &from) != OK)
        return false;
    if (slice_int(slice_trim(is_need ? s : slice_sub(s, n + 1, s.len)), 1, LEVEL_MAX, &to) != OK)
        return false;
    *ret_from = (uint8_t)from;
    *ret_to = (uint8_t)to;
    return from < to;
}

/* Fills gains, or needs with from = 0; tells what is wrong. */
static int
read_levels(struct reading *r, enum block_field field, struct module_gain *ret)
{
    struct slice rest = r->sheet->fields[field];
    struct slice line = {0};
    int len = 0;

    while (sheet_next(&rest, false, &line)) {
        struct slice levels;
        const struct competence *c = competence_of(r, line, &levels);
        struct module_gain g = {{0}, 0, 0};

        if (c == NULL) {
            wrong(r, field, BLOCK_UNKNOWN, line);
            continue;
        }
        if (!levels_parse(levels, field == BLOCK_NEEDS, &g.from, &g.to)) {
            wrong(r, field, BLOCK_NO_LEVELS, line);
            continue;
        }
        g.competence = c->id;
        for (int i = 0; i < len; i++) {
            if (ret[i].competence.n == c->id.n) {
                wrong(r, field, BLOCK_TWICE, c->code);
                break;
            }
        }
        if (len == MODULE_LEVELS_MAX) {
            wrong(r, field, BLOCK_MANY, SLICE(""));
            break;
        }
        ret[len++] = g;
    }
    return len;
}

static enum err
read_gives_and_needs(struct reading *r)
{
    struct module *m = r->module;
    struct module_gain needs[MODULE_LEVELS_MAX];

    m->gives = arena_array(r->arena, struct module_gain, MODULE_LEVELS_MAX);
    m->needs = arena_array(r->arena, struct module_need, MODULE_LEVELS_MAX);
    if (m->gives == NULL || m->needs == NULL)
        return ERR_LIMIT;
    m->gives_len = read_levels(r, BLOCK_GIVES, m->gives);
    m->needs_len = read_levels(r, BLOCK_NEEDS, needs);
    for (int i = 0; i < m->needs_len; i++)
        m->needs[i] = (struct module_need){needs[i].competence, needs[i].to};
    return OK;
}

/* --- codes ------------------------------------------------------------------ */

static const struct job_profile *
job_of(const struct block_base *base, struct slice code)
{
    for (int i = 0; i < base->jobs_len; i++) {
        if (base->jobs[i].organisation.n == 0 && slice_eq(base->jobs[i].code, code))
            return &base->jobs[i];
    }
    return NULL;
}

static enum err
read_target_groups(struct reading *r)
{
    struct module *m = r->module;
    struct slice rest = r->sheet->fields[BLOCK_TARGET_GROUPS];
    struct slice code = {0};

    m->target_groups = arena_array(r->arena, struct job_profile_id, MODULE_LINKS_MAX);
    if (m->target_groups == NULL)
        return ERR_LIMIT;
    while (sheet_next(&rest, true, &code)) {
        const struct job_profile *job = job_of(r->base, code);
        bool known = false;

        if (job == NULL) {
            wrong(r, BLOCK_TARGET_GROUPS, BLOCK_UNKNOWN, code);
            continue;
        }
        for (int i = 0; i < m->target_groups_len; i++)
            known |= m->target_groups[i].n == job->id.n;
        if (!known && m->target_groups_len < MODULE_LINKS_MAX)
            m->target_groups[m->target_groups_len++] = job->id;
        else if (!known)
            wrong(r, BLOCK_TARGET_GROUPS, BLOCK_MANY, SLICE(""));
    }
    return OK;
}

static void
read_topics(struct reading *r)
{
    struct slice rest = r->sheet->fields[BLOCK_TOPICS];
    struct slice code = {0};

    while (sheet_next(&rest, true, &code)) {
        int i = 0;

        while (i < r->base->topics_len && !slice_eq(r->base->topics[i].code, code))
            i++;
        if (i == r->base->topics_len)
            wrong(r, BLOCK_TOPICS, BLOCK_UNKNOWN, code);
        else
            r->module->topics |= topic_bit(r->base->topics[i].id);
    }
}

static void
read_access(struct reading *r)
{
    struct slice rest = r->sheet->fields[BLOCK_ACCESS];
    struct slice code = {0};

    while (sheet_next(&rest, true, &code)) {
        enum accessibility feature = ACCESS_CAPTIONS;

        if (accessibility_parse(code, &feature) != OK)
            wrong(r, BLOCK_ACCESS, BLOCK_UNKNOWN, code);
        else
            r->module->accessibility |= UINT32_C(1) << feature;
    }
}

/* --- the whole ---------------------------------------------------------------- */

/* By first day: there are few, and they mostly are. */
static void
runs_sort(struct run *runs, int len)
{
    for (int i = 1; i < len; i++) {
        struct run r = runs[i];
        int k = i;

        for (; k > 0 && runs[k - 1].first.n > r.first.n; k--)
            runs[k] = runs[k - 1];
        runs[k] = r;
    }
}

static enum err
read_runs(struct reading *r)
{
    struct module *m = r->module;

    m->runs = arena_array(r->arena, struct run, (size_t)r->sheet->runs_len + 1);
    if (m->runs == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < r->sheet->runs_len; i++)
        TRY(sheet_run_read(r->arena, &r->sheet->runs[i], (struct sheet_run_at){m->format, i},
                           &m->runs[i], r->faults));
    m->runs_len = r->sheet->runs_len;
    runs_sort(m->runs, m->runs_len);
    return OK;
}

enum err
module_sheet_read(struct arena *a, const struct module_sheet *sheet, const struct block_base *base,
                  struct module *ret_module, struct block_faults *ret_faults)
{
    struct module m = {.format = FORMAT_MOOC};
    struct reading r = {a, sheet, base, &m, ret_faults};

    assert(sheet->runs_len <= BLOCK_RUNS_MAX);
    *ret_faults = (struct block_faults){.len = 0};
    read_words(&r);
    read_choices(&r);
    read_numbers(&r);
    TRY(read_gives_and_needs(&r));
    TRY(read_target_groups(&r));
    read_topics(&r);
    read_access(&r);
    TRY(read_runs(&r));
    *ret_module = m;
    return OK;
}

/* --- written down again --------------------------------------------------------- */

static enum err
put_levels(struct arena *a, const struct module *m, const struct block_base *base,
           struct module_sheet *s)
{
    struct text gives = text_init(a, LINES_BYTES_MAX);
    struct text needs = text_init(a, LINES_BYTES_MAX);

    for (int i = 0; i < m->gives_len; i++) {
        const struct competence *c = base->framework->by_id[m->gives[i].competence.n];

        if (c != NULL)
            text_printf(&gives, "%.*s %d-%d\n", SLICE_ARG(c->code), m->gives[i].from,
                        m->gives[i].to);
    }
    for (int i = 0; i < m->needs_len; i++) {
        const struct competence *c = base->framework->by_id[m->needs[i].competence.n];

        if (c != NULL)
            text_printf(&needs, "%.*s %d\n", SLICE_ARG(c->code), m->needs[i].level);
    }
    TRY(text_end(&gives, &s->fields[BLOCK_GIVES]));
    return text_end(&needs, &s->fields[BLOCK_NEEDS]);
}

static enum err
put_codes(struct arena *a, const struct module *m, const struct block_base *base,
          struct module_sheet *s)
{
    struct text jobs = text_init(a, CODES_BYTES_MAX);
    struct text topics = text_init(a, CODES_BYTES_MAX);
    struct text access = text_init(a, CODES_BYTES_MAX);

    for (int i = 0; i < m->target_groups_len; i++) {
        for (int k = 0; k < base->jobs_len; k++) {
            if (base->jobs[k].id.n == m->target_groups[i].n)
                text_printf(&jobs, "%.*s\n", SLICE_ARG(base->jobs[k].code));
        }
    }
    for (int i = 0; i < base->topics_len; i++) {
        if (m->topics & topic_bit(base->topics[i].id))
            text_printf(&topics, "%.*s\n", SLICE_ARG(base->topics[i].code));
    }
    for (int i = 0; i < ACCESSIBILITIES; i++) {
        if (m->accessibility >> i & 1)
            text_printf(&access, "%s\n", accessibility_code((enum accessibility)i));
    }
    TRY(text_end(&jobs, &s->fields[BLOCK_TARGET_GROUPS]));
    TRY(text_end(&topics, &s->fields[BLOCK_TOPICS]));
    return text_end(&access, &s->fields[BLOCK_ACCESS]);
}

static enum err
put_number(struct arena *a, int64_t hundredths, struct slice *ret)
{
    struct text t = text_init(a, 32);

    text_int(&t, hundredths / 100);
    if (hundredths % 100 != 0) {
        text_putc(&t, ',');
        text_padded(&t, hundredths % 100, 2);
    }
    return text_end(&t, ret);
}

enum err
module_sheet_of(struct arena *a, const struct module *m, const struct block_base *base,
                struct module_sheet *ret_sheet)
{
    struct module_sheet s = {.runs = NULL};

    s.fields[BLOCK_TITLE] = m->title;
    s.fields[BLOCK_SUMMARY] = m->summary;
    s.fields[BLOCK_DESCRIPTION] = m->description;
    s.fields[BLOCK_LANGUAGE] = m->language;
    s.fields[BLOCK_URL] = m->url;
    s.fields[BLOCK_FORMAT] = slice_of(module_format_code(m->format));
    s.fields[BLOCK_KIND] = slice_of(module_kind_code(m->kind));
    s.fields[BLOCK_CERTIFICATE] = slice_of(module_certificate_code(m->certificate));
    s.fields[BLOCK_SELF_PACED] = m->self_paced ? SLICE("ja") : SLICE("");
    if (m->minutes > 0)
        TRY(put_number(a, (m->minutes * INT64_C(100) + 30) / 60, &s.fields[BLOCK_HOURS]));
    TRY(put_number(a, m->price.n, &s.fields[BLOCK_PRICE]));
    TRY(put_levels(a, m, base, &s));
    TRY(put_codes(a, m, base, &s));
    *ret_sheet = s;
    return OK;
}

bool
module_sheet_is_judged_same(const struct module_sheet *a, const struct module_sheet *b)
{
    static const enum block_field judged[] = {BLOCK_TITLE,    BLOCK_SUMMARY, BLOCK_DESCRIPTION,
                                              BLOCK_FORMAT,   BLOCK_KIND,    BLOCK_CERTIFICATE,
                                              BLOCK_LANGUAGE, BLOCK_HOURS,   BLOCK_GIVES,
                                              BLOCK_NEEDS,    BLOCK_ACCESS};

    for (size_t i = 0; i < ARRAY_LEN(judged); i++) {
        if (!slice_eq(slice_trim(a->fields[judged[i]]), slice_trim(b->fields[judged[i]])))
            return false;
    }
    return true;
}
