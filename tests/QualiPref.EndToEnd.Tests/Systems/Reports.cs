using System.Text.Json;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>Opening, freezing and verifying reports as the quality officer does.</summary>
public static class Reports
{
    private const string Reporting = "/api/reporting/v1";

    /// <summary>Opens a draft of <c>essonne</c> over the year of the tests.</summary>
    public static async Task<string> OpenReportAsync(this RunningSystem system)
    {
        var opened = await system.Api.SendAsync(HttpMethod.Post, $"{Reporting}/reports", "quality", new { network = "essonne", period = $"{RunningSystem.Year}", title = "Bilan annuel" });
        Assert.Equal(201, opened.Status);
        return opened.Body!.Value.GetProperty("id").GetString()!;
    }

    /// <summary>Asks for the edition of a key; the reply may say that it is under way.</summary>
    public static Task<ApiReply> FreezeAsync(this RunningSystem system, string report, string key) =>
        system.Api.SendAsync(HttpMethod.Post, $"{Reporting}/reports/{report}/freeze", "quality", new { }, key: key);

    /// <summary>Asks again and again until the edition is there; whatever is away meanwhile only delays it.</summary>
    public static async Task<string> FrozenAsync(this RunningSystem system, string report, string key, TimeSpan? within = null)
    {
        var reply = await Eventually.ReadsAsync($"the report is frozen under {key}", _ => system.FreezeAsync(report, key),
            reply => reply.Status == 201, within ?? TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
        return reply.Body!.Value.GetProperty("id").GetString()!;
    }

    /// <summary>The ids of all editions.</summary>
    public static async Task<IReadOnlyList<string>> EditionsAsync(this RunningSystem system)
    {
        var reply = await system.Api.GetAsync($"{Reporting}/editions?pageSize=200");
        Assert.Equal(200, reply.Status);
        return [.. reply.Body!.Value.GetProperty("items").EnumerateArray().Select(edition => edition.GetProperty("id").GetString()!)];
    }

    /// <summary>What verifying an edition says, waiting for the operation when it takes long.</summary>
    public static async Task<JsonElement> VerifyAsync(this RunningSystem system, string edition)
    {
        var reply = await system.Api.SendAsync(HttpMethod.Post, $"{Reporting}/editions/{edition}/verify", "quality");
        Assert.True(reply.Status is 200 or 202, reply.ToString());
        if (reply.Status == 200)
            return reply.Body!.Value;
        var address = reply.Location!.ToString();
        var done = await Eventually.ReadsAsync("the edition has been verified", async _ => (await system.Api.GetAsync(address)).Body!.Value,
            operation => operation.GetProperty("status").GetString() != "running", TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
        return done.GetProperty("result");
    }

    /// <summary>Fails unless an edition verifies; the failure shows what differs.</summary>
    public static async Task VerifiesAsync(this RunningSystem system, string edition)
    {
        var result = await system.VerifyAsync(edition);
        Assert.True(result.GetProperty("verified").GetBoolean(), result.ToString());
        Assert.True(result.GetProperty("figures").GetInt32() > 0, result.ToString());
    }

    /// <summary>All that changed between two editions.</summary>
    public static async Task<(IReadOnlyList<JsonElement> Figures, IReadOnlyList<JsonElement> Changes)> DifferencesAsync(this RunningSystem system, string from, string to)
    {
        var changes = new List<JsonElement>();
        IReadOnlyList<JsonElement> figures = [];
        string? cursor = null;
        do
        {
            var reply = await system.Api.GetAsync($"{Reporting}/editions/{from}/differences?to={to}&pageSize=200" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
            Assert.True(reply.Status == 200, reply.ToString());
            // The first page has all of them.
            if (cursor is null)
                figures = [.. reply.Body!.Value.GetProperty("figures").EnumerateArray()];
            var page = reply.Body!.Value.GetProperty("changes");
            changes.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return (figures, changes);
    }
}
