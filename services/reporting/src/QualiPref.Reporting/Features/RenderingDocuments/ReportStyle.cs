using System.Security.Cryptography;
using System.Text;

namespace QualiPref.Reporting.Features.RenderingDocuments;

/// <summary>The one style of a document, which it carries with it, and the policy that lets a browser apply this and nothing else.</summary>
internal static class ReportStyle
{
    public const string Text = """
        body { font: 1rem/1.5 system-ui, sans-serif; color: #161616; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
        h1 { font-size: 1.75rem; line-height: 1.25; } h2 { font-size: 1.35rem; margin-top: 2.5rem; border-bottom: 1px solid #929292; }
        .table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
        caption { text-align: left; font-weight: bold; padding: .5rem 0; } th, td { border: 1px solid #929292; padding: .35rem .5rem; text-align: left; }
        .number { text-align: right; } td.number { white-space: nowrap; font-variant-numeric: tabular-nums; } td.interval { white-space: normal; min-width: 6.5rem; } .change { min-width: 7rem; } .formula { color: #3a3a3a; margin: -.75rem 0 1.5rem; }
        tbody th { width: 30%; } tr.total { font-weight: bold; } tr.total > * { border-top: 2px solid #161616; }
        .digest { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
        @page { size: A4; margin: 18mm 15mm; }
        @media print {
            body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt; } h1 { font-size: 18pt; } h2 { font-size: 13pt; margin-top: 1.5rem; }
            h2, h3, h2 + p, h3 + p, caption { break-after: avoid; } ul, li, dl { break-inside: avoid; } .table { overflow: visible; break-inside: avoid; }
            /* The head is repeated on each page, the total is not: printed where a page ends, it would stand for the lines above it. In one group with them it stays with the last. */
            thead { display: table-header-group; break-after: avoid; } tbody, tfoot { display: contents; } tr { break-inside: avoid; }
            tbody tr:first-child, tbody tr:nth-last-child(2), tbody:has(+ tfoot) tr:last-child { break-after: avoid; }
            /* Half of a table's edge lies outside of it, where the sheet ends. */
            table { width: calc(100% - 1px); } th, td { padding: .2rem .35rem; } p { orphans: 3; widows: 3; } :is(h2, h3) + p { break-inside: avoid; }
        }
        """;

    /// <summary>The document needs nothing but its own style: whatever else got into it does not run.</summary>
    public static string Policy { get; } = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";
}
