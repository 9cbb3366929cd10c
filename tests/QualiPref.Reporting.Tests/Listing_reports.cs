using System.Net;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class Listing_reports(RealEngine engine)
{
    [Fact]
    public async Task Pages_through_all_of_them_newest_first()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var opened = new List<Guid>();
        for (var i = 0; i < 5; i++) opened.Add(await reporting.OpenAsync(title: $"Bilan {i}"));

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            using var response = await reporting.GetAsync($"/reports?pageSize=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            var page = await RunningReporting.JsonOf(response);
            var items = page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).ToList();
            Assert.InRange(items.Count, 1, 2);
            seen.AddRange(items);
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        // Reports of one millisecond have no order among them but that of their ids.
        Assert.Equal(opened.Order(), seen.Order());
        Assert.Equal(5, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=201", "pageSize")]
    [InlineData("cursor=!", "cursor")]
    [InlineData("cursor=YWJj", "cursor")]
    public async Task Names_a_wrong_parameter(string query, string name)
    {
        await using var reporting = await RunningReporting.StartAsync(engine);

        using var response = await reporting.GetAsync($"/reports?{query}");

        Assert.Equal([name], await RunningReporting.RefusedAsync(response, HttpStatusCode.UnprocessableEntity, "QP-REPORTING-905"));
    }

    [Fact]
    public async Task Shows_only_networks_whose_every_site_the_token_covers()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        await reporting.OpenAsync("essonne");
        var agen = await reporting.OpenAsync("lot-et-garonne");
        using var client = reporting.Client(["quality"], ["47-AGEN", "91-EVRY"]);

        using var response = await reporting.GetAsync("/reports", client);

        var item = Assert.Single((await RunningReporting.JsonOf(response)).GetProperty("items").EnumerateArray());
        Assert.Equal(agen, item.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Is_refused_without_token_or_role()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        using var nobody = reporting.Client();
        using var handler = reporting.Client(["handler"]);

        using var unknown = await reporting.GetAsync("/reports", nobody);
        using var wrongRole = await reporting.GetAsync("/reports", handler);

        await RunningReporting.RefusedAsync(unknown, HttpStatusCode.Unauthorized, "QP-REPORTING-908");
        await RunningReporting.RefusedAsync(wrongRole, HttpStatusCode.Forbidden, "QP-REPORTING-909");
    }
}
