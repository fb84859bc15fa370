/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/say.h"

#include <math.h>

#include "domain/say_table.h"

const char *
lang_code(enum lang lang)
{
    return lang == LANG_EN ? "en" : "de";
}

enum lang
lang_wanted(struct slice accept_language)
{
    struct slice part;

    while (slice_next(&accept_language, ',', &part)) {
        struct slice tag = slice_sub(slice_trim(part), 0, 2);

        if (slice_eq_ascii_nocase(tag, SLICE("de")))
            return LANG_DE;
        if (slice_eq_ascii_nocase(tag, SLICE("en")))
            return LANG_EN;
    }
    return LANG_DE;
}

struct say_arg
say_arg_int(int64_t n)
{
    return (struct say_arg){.kind = SAY_INT, .n = n};
}

struct say_arg
say_arg_size(uint64_t n)
{
    assert(n <= INT64_MAX);
    return say_arg_int((int64_t)n);
}

struct say_arg
say_arg_text(struct slice s)
{
    return (struct say_arg){.kind = SAY_TEXT, .text = s};
}

struct say_arg
say_arg_cstr(const char *s)
{
    return say_arg_text(slice_of(s));
}

struct say_arg
say_arg_cents(struct cents c)
{
    return (struct say_arg){.kind = SAY_EURO, .n = c.n};
}

struct say_arg
say_arg_day(struct day d)
{
    return (struct say_arg){.kind = SAY_DAY, .n = d.n};
}

struct say_arg
say_arg_instant(struct instant t)
{
    return say_arg_day(day_of(t));
}

struct say_arg
say_arg_clock(struct instant t)
{
    return say_arg_int(minute_of(t));
}

struct say_arg
say_arg_real(double n)
{
    return (struct say_arg){.kind = SAY_DECIMAL, .real = n};
}

struct say_arg
say_arg_as(enum say_kind kind, struct say_arg arg)
{
    arg.kind = kind;
    return arg;
}

/* 1234567 as 1.234.567; four digits stay together, as years and house style want it. */
static void
put_int(struct text *out, enum lang lang, int64_t n)
{
    uint64_t left = n < 0 ? (uint64_t)0 - (uint64_t)n : (uint64_t)n;
    bool grouped = left >= 10000;
    char digits[24];
    int len = 0;

    if (n < 0)
        text_puts(out, "\u2212");
    do {
        digits[len++] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    while (len > 0) {
        text_putc(out, digits[--len]);
        if (grouped && len > 0 && len % 3 == 0)
            text_putc(out, lang == LANG_DE ? '.' : ',');
    }
}

/* ",5" or ",25" */
static void
put_fraction(struct text *out, char separator, int hundredths)
{
    text_putc(out, separator);
    if (hundredths % 10 == 0)
        text_int(out, hundredths / 10);
    else
        text_padded(out, hundredths, 2);
}

/* `hundredths` / 100 with as many decimals as it needs, at most two. */
static void
put_decimals(struct text *out, enum lang lang, int64_t hundredths)
{
    int64_t n = hundredths < 0 ? -hundredths : hundredths;

    if (hundredths < 0)
        text_puts(out, "\u2212");
    put_int(out, lang, n / 100);
    if (n % 100 == 0)
        return;
    put_fraction(out, lang == LANG_DE ? ',' : '.', (int)(n % 100));
}

/* 2.25, 2.5, 2: what SVG and forms read. */
static void
put_point(struct text *out, double real)
{
    int64_t n = (int64_t)round(fabs(real) * 100);

    assert(isfinite(real) && fabs(real) < 1e15);
    if (real < 0 && n > 0)
        text_putc(out, '-');
    text_int(out, n / 100);
    if (n % 100 != 0)
        put_fraction(out, '.', (int)(n % 100));
}

static void
put_day(struct text *out, enum lang lang, struct day d)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    struct date date = day_to_date(d);

    if (lang == LANG_DE)
        day_put_german(out, d);
    else
        text_printf(out, "%d %s %d", date.day, months[date.month - 1], date.year);
}

void
say_put_arg(struct text *out, enum lang lang, struct say_arg arg)
{
    switch (arg.kind) {
    case SAY_TEXT:
        text_put(out, arg.text);
        break;
    case SAY_INT:
        put_int(out, lang, arg.n);
        break;
    case SAY_PLAIN:
        text_int(out, arg.n);
        break;
    case SAY_EURO:
        cents_put(out, (struct cents){arg.n}, lang == LANG_DE);
        break;
    case SAY_DAY:
        put_day(out, lang, (struct day){(int32_t)arg.n});
        break;
    case SAY_ISO:
        day_put_iso(out, (struct day){(int32_t)arg.n});
        break;
    case SAY_HOURS:
        put_decimals(out, lang, (arg.n * 10 + (arg.n < 0 ? -3 : 3)) / 6);
        break;
    case SAY_DECIMAL:
        assert(isfinite(arg.real) && fabs(arg.real) < 1e15);
        put_decimals(out, lang, (int64_t)round(arg.real * 10) * 10);
        break;
    case SAY_CLOCK:
        assert(arg.n >= 0 && arg.n < 24 * 60);
        text_padded(out, arg.n / 60, 2);
        text_putc(out, ':');
        text_padded(out, arg.n % 60, 2);
        break;
    case SAY_POINT:
        put_point(out, arg.real);
        break;
    }
}

static void
escape_nothing(struct text *out, struct slice piece)
{
    text_put(out, piece);
}

static enum say_form
form_of(const struct say_entry *entry, const struct say_arg *args)
{
    int64_t n = entry->plural ? args[entry->plural - 1].n : 2;

    return n == 0 ? SAY_FORM_ZERO : n == 1 ? SAY_FORM_ONE : SAY_FORM_OTHER;
}

static void
put_escaped_arg(struct say_sink sink, enum lang lang, struct say_arg arg)
{
    /* Numbers and days hold no character that anybody escapes. */
    if (arg.kind == SAY_TEXT)
        sink.escape(sink.out, arg.text);
    else
        say_put_arg(sink.out, lang, arg);
}

void
say_put_escaped(struct say_sink sink, enum lang lang, enum say_key key, const struct say_arg *args,
                size_t args_len)
{
    const struct say_entry *entry = &say_table[key];
    const char *const *texts = entry->texts[lang];
    const char *at;
    const char *from;

    assert((size_t)key < SAY_KEYS && args_len == entry->args);
    for (size_t i = 0; i < args_len; i++)
        assert(args[i].kind == (enum say_kind)entry->kinds[i]);
    at = texts[form_of(entry, args)];
    if (at == NULL)
        at = texts[SAY_FORM_OTHER];
    for (from = at; *at != '\0'; at++) {
        if (*at > SAY_ARGS_MAX || *at < 1)
            continue;
        sink.escape(sink.out, (struct slice){from, (size_t)(at - from)});
        put_escaped_arg(sink, lang, args[*at - 1]);
        from = at + 1;
    }
    sink.escape(sink.out, (struct slice){from, (size_t)(at - from)});
}

void
say_put(struct text *out, enum lang lang, enum say_key key, const struct say_arg *args,
        size_t args_len)
{
    say_put_escaped((struct say_sink){out, escape_nothing}, lang, key, args, args_len);
}

void
say_puts(struct text *out, enum lang lang, enum say_key key)
{
    say_put(out, lang, key, NULL, 0);
}

const char *
say_key_name(enum say_key key)
{
    assert((size_t)key < SAY_KEYS);
    return say_table[key].name;
}

size_t
say_key_args(enum say_key key)
{
    assert((size_t)key < SAY_KEYS);
    return say_table[key].args;
}
