using System.Globalization;
using System.Text;
using MimeKit.Text;

namespace QualiPref.Complaints.TakingMail;

/// <summary>Makes text of an e-mail's HTML: words in their order, paragraphs, lists and quotations. MimeKit reads the HTML; nothing that it names is loaded.</summary>
internal static class HtmlText
{
    // Each line of a quotation begins with as many marks: an e-mail that does nothing but quote would become as long as the square of its length.
    private const int DeepestShown = 10;

    private static readonly HashSet<string> Hidden = ["head", "style", "script", "title", "template", "noscript"];

    private static readonly HashSet<string> Blocks =
        ["p", "div", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "pre", "hr"];

    private static readonly HashSet<string> Paragraphs = ["p", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"];

    /// <summary>The text.</summary>
    /// <param name="html">The HTML.</param>
    /// <param name="longest">After so many characters it is read no further.</param>
    public static string Of(string html, int longest)
    {
        var (text, hidden, quoted) = (new StringBuilder(), (string?)null, 0);
        var tokenizer = new HtmlTokenizer(new StringReader(html));
        while (text.Length < longest && tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken tag when hidden is not null:
                    if (tag.IsEndTag && tag.Name.Equals(hidden, StringComparison.OrdinalIgnoreCase)) hidden = null;
                    break;
                case HtmlTagToken tag:
                    var name = tag.Name.ToLower(CultureInfo.InvariantCulture);
                    if (Hidden.Contains(name) && tag is { IsEndTag: false, IsEmptyElement: false }) hidden = name;
                    if (Paragraphs.Contains(name)) Break(text, quoted, lines: 2);
                    else if (name == "br") text.Append('\n').Append(Prefix(quoted));
                    else if (Blocks.Contains(name)) Break(text, quoted, lines: 1);
                    if (name == "blockquote") Quote(text, quoted = Math.Max(0, quoted + (tag.IsEndTag ? -1 : 1)));
                    if (name == "li" && !tag.IsEndTag) text.Append("- ");
                    break;
                // Data of scripts is a kind of its own.
                case HtmlDataToken data when hidden is null && token.Kind == HtmlTokenKind.Data:
                    Append(text, data.Data);
                    break;
            }
        }
        return text.ToString();
    }

    private static string Prefix(int quoted) => string.Concat(Enumerable.Repeat("> ", Math.Min(quoted, DeepestShown)));

    // Spaces and line ends of the source are one space, and none at the beginning of a line.
    private static void Append(StringBuilder text, string data)
    {
        foreach (var one in data)
        {
            if (!char.IsWhiteSpace(one)) text.Append(one);
            else if (text.Length > 0 && text[^1] is not (' ' or '\n')) text.Append(' ');
        }
    }

    private static void Break(StringBuilder text, int quoted, int lines)
    {
        var prefix = Prefix(quoted);
        var gap = string.Concat(Enumerable.Repeat($"\n{prefix}", lines));
        if (text.Length == 0 || text.ToString(Math.Max(0, text.Length - gap.Length), Math.Min(gap.Length, text.Length)) == gap) return;
        text.Append(gap);
    }

    private static void Quote(StringBuilder text, int quoted) => text.Append('\n').Append(Prefix(quoted));
}
