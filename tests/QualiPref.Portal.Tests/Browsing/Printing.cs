using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using UglyToad.PdfPig;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>Prints a page and tells which part of which table came on which sheet.</summary>
internal static partial class Printing
{
    // Marks too small to move anything, such as [7r] for a row of the eighth table: the text of a sheet shows which of them are on it.
    private const string Mark = """
        () => document.querySelectorAll('table').forEach((table, number) => {
          const mark = (part, place) => {
            const sign = document.createElement('span');
            sign.textContent = `[${number}${part}]`;
            sign.style.fontSize = '1px';
            place.prepend(sign);
          };
          for (const caption of table.querySelectorAll('caption')) mark('c', caption);
          for (const row of table.querySelectorAll('tr')) mark(row.parentElement.tagName === 'TBODY' ? 'r' : row.parentElement.tagName === 'THEAD' ? 'h' : 't', row.cells[0]);
        })
        """;

    public static async Task<IReadOnlyList<PrintedTable>> PrintTablesAsync(this IPage page)
    {
        await page.EvaluateAsync(Mark);
        using var document = PdfDocument.Open(await page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true, Margin = new() { Top = "15mm", Bottom = "15mm" } }));
        var marks = from sheet in document.GetPages()
                    from mark in Marks().Matches(sheet.Text)
                    select (Table: int.Parse(mark.Groups["table"].Value, CultureInfo.InvariantCulture), Part: mark.Groups["part"].Value, Sheet: sheet.Number);
        return [.. marks.GroupBy(mark => mark.Table).Select(table => new PrintedTable(table.ToLookup(mark => mark.Part, mark => mark.Sheet)))];
    }

    [GeneratedRegex(@"\[(?<table>\d+)(?<part>[chrt])\]")]
    private static partial Regex Marks();
}

/// <summary>The sheets on which the parts of a table are, in order.</summary>
internal sealed class PrintedTable(ILookup<string, int> sheets)
{
    public IReadOnlyList<int> Captions { get; } = [.. sheets["c"]];

    public IReadOnlyList<int> Heads { get; } = [.. sheets["h"]];

    public IReadOnlyList<int> Rows { get; } = [.. sheets["r"]];

    public IReadOnlyList<int> Totals { get; } = [.. sheets["t"]];
}
