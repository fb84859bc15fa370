/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/legal_page.h"

#include <string.h>

static const char *const CODES[LEGAL_PAGES] = {
    [LEGAL_IMPRINT] = "imprint",
    [LEGAL_PRIVACY] = "privacy",
    [LEGAL_ACCESSIBILITY] = "accessibility",
};

const char *
legal_page_code(enum legal_page page)
{
    assert((int)page >= 0 && (int)page < LEGAL_PAGES);
    return CODES[page];
}

enum err
legal_page_parse(struct slice code, enum legal_page *ret_page)
{
    for (int i = 0; i < LEGAL_PAGES; i++) {
        if (!slice_is(code, CODES[i]))
            continue;
        *ret_page = (enum legal_page)i;
        return OK;
    }
    return ERR_NOT_FOUND;
}

/* --- spans --------------------------------------------------------------- */

/* The gap at the beginning of `s`, brackets included; 0: there is none. */
static size_t
gap_len(struct slice s)
{
    size_t end = 0;

    if (!slice_starts(s, SLICE("[[")))
        return 0;
    end = slice_find(s, SLICE("]]"));
    return end < s.len ? end + 2 : 0;
}

int
legal_gaps(struct slice text)
{
    struct slice line;
    int gaps = 0;

    while (slice_next(&text, '\n', &line)) {
        for (size_t i = 0; i < line.len; i++) {
            size_t len = gap_len(slice_sub(line, i, line.len));

            gaps += len > 0;
            i += len > 0 ? len - 1 : 0;
        }
    }
    return gaps;
}

static bool
is_mail_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("._+-@", c) != NULL);
}

/* A word without the punctuation that ends a sentence. */
static struct slice
word_at(struct slice line, size_t from)
{
    size_t end = from;

    while (end < line.len && line.at[end] != ' ' && line.at[end] != '\t')
        end++;
    while (end > from && strchr(".,;:!?)\"'", line.at[end - 1]) != NULL)
        end--;
    return slice_sub(line, from, end - from);
}

static bool
is_mail(struct slice word)
{
    size_t at = slice_find_char(word, '@');

    if (at == 0 || at + 3 >= word.len)
        return false;
    for (size_t i = 0; i < word.len; i++) {
        if (!is_mail_char(word.at[i]) || (word.at[i] == '@' && i != at))
            return false;
    }
    return slice_find_char(slice_sub(word, at, word.len), '.') < word.len - at;
}

static enum err
mail_url(struct arena *a, struct slice mail, struct slice *ret_url)
{
    struct text t = text_init(a, LEGAL_TEXT_BYTES_MAX);

    text_puts(&t, "mailto:");
    text_put(&t, mail);
    return text_end(&t, ret_url);
}

/* The gap or link that begins here; its text is empty when none does. */
static enum err
special_at(struct arena *a, struct slice line, size_t i, struct legal_span *ret_span,
           size_t *ret_len)
{
    struct slice word = word_at(line, i);
    size_t gap = gap_len(slice_sub(line, i, line.len));
    bool begins = i == 0 || line.at[i - 1] == ' ' || line.at[i - 1] == '(';

    *ret_len = 0;
    if (gap > 0) {
        *ret_span =
            (struct legal_span){LEGAL_GAP, slice_trim(slice_sub(line, i + 2, gap - 4)), SLICE("")};
        *ret_len = gap;
    } else if (begins && slice_starts(word, SLICE("https://")) && word.len > 8) {
        *ret_span = (struct legal_span){LEGAL_LINK, word, word};
        *ret_len = word.len;
    } else if (begins && is_mail(word)) {
        *ret_span = (struct legal_span){LEGAL_LINK, word, SLICE("")};
        *ret_len = word.len;
        return mail_url(a, word, &ret_span->url);
    }
    return OK;
}

static void
put_text(struct legal_line *ret_line, struct slice text)
{
    if (text.len > 0)
        ret_line->spans[ret_line->spans_len++] = (struct legal_span){LEGAL_TEXT, text, SLICE("")};
}

static enum err
line_parse(struct arena *a, struct slice line, struct legal_line *ret_line)
{
    size_t begin = 0;
    size_t i = 0;

    /* a special has at least five characters, and text may stand before and after each */
    *ret_line = (struct legal_line){arena_array(a, struct legal_span, line.len / 2 + 2), 0};
    if (ret_line->spans == NULL)
        return ERR_LIMIT;
    while (i < line.len) {
        struct legal_span span;
        size_t len = 0;

        TRY(special_at(a, line, i, &span, &len));
        if (len == 0) {
            i++;
            continue;
        }
        put_text(ret_line, slice_sub(line, begin, i - begin));
        ret_line->spans[ret_line->spans_len++] = span;
        i += len;
        begin = i;
    }
    put_text(ret_line, slice_sub(line, begin, line.len - begin));
    return OK;
}

/* --- blocks -------------------------------------------------------------- */

static enum legal_block_kind
kind_of(struct slice line)
{
    if (slice_starts(line, SLICE("# ")))
        return LEGAL_HEADING;
    return slice_starts(line, SLICE("- ")) ? LEGAL_LIST : LEGAL_PARAGRAPH;
}

enum err
legal_text_parse(struct arena *a, struct slice text, struct legal_text *ret_text)
{
    struct legal_text t = {.gaps = legal_gaps(text)};
    struct legal_block *block = NULL;
    struct legal_line *lines;
    struct slice rest = text;
    struct slice line;
    size_t lines_max = 1;

    for (size_t i = 0; i < text.len; i++)
        lines_max += text.at[i] == '\n';
    lines = arena_array(a, struct legal_line, lines_max);
    t.blocks = arena_array(a, struct legal_block, lines_max);
    if (lines == NULL || t.blocks == NULL)
        return ERR_LIMIT;
    while (slice_next(&rest, '\n', &line)) {
        enum legal_block_kind kind;

        line = slice_trim(line);
        kind = kind_of(line);
        if (line.len == 0) {
            block = NULL;
            continue;
        }
        if (block == NULL || kind == LEGAL_HEADING || block->kind != kind) {
            block = &t.blocks[t.blocks_len++];
            *block = (struct legal_block){kind, lines, 0};
        }
        TRY(line_parse(a, slice_sub(line, kind == LEGAL_PARAGRAPH ? 0 : 2, line.len), lines++));
        block->lines_len++;
    }
    *ret_text = t;
    return OK;
}
