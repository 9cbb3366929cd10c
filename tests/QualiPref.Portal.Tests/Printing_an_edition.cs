using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>What comes on which sheet of A4: the portal's page of a long edition, and its document.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Printing_an_edition(PortalSystem system)
{
    private static readonly Guid Edition = new("0198f000-0000-7000-8000-000000000014");

    [Fact]
    public async Task Its_page_keeps_heads_with_their_rows_and_tells_each_total_once_at_the_end()
    {
        await using var reporting = await StandIn.StartAsync(api => api.MapGet($"/api/reporting/v1/editions/{Edition}", () => Results.Json(LongEdition.Answer(Edition))));
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Reporting", reporting));
        HoldTogether(await (await portal.SignInAsync(system, "quality", $"/bilans/editions/{Edition}")).PrintTablesAsync());
    }

    [Long, Fact]
    public async Task Its_document_does_so_too()
    {
        // On a page of its own: the portal's pages take no style that stands in them.
        var page = await (await system.OpenAsync("/plan-du-site")).Context.NewPageAsync();
        await page.SetContentAsync(await LongEdition.PrintAsync(Edition));
        HoldTogether(await page.PrintTablesAsync());
    }

    private static void HoldTogether(IReadOnlyList<PrintedTable> tables)
    {
        Assert.Contains(tables, table => table.Rows.Distinct().Count() > 1);
        Assert.Contains(tables, table => table.Totals.Count > 0);
        Assert.All(tables, table =>
        {
            Assert.Equal([table.Rows[0]], table.Captions);
            // Again on each sheet that has rows, and on no other.
            Assert.Equal(table.Rows.Distinct(), table.Heads);
            // What is repeated where a sheet ends would stand for the rows above it.
            Assert.True(table.Totals.Count <= 1);
            Assert.All(table.Totals, total => Assert.Equal(table.Rows[^1], total));
        });
    }
}
