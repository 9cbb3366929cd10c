using QualiPref.Testing;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

public sealed class Reading_an_edition(RealEngine engine)
{
    private static readonly DateOnly Month = new(2025, 6, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_its_page_as_it_is_served_and_nothing_else()
    {
        await using var installation = await Installation.StartAsync(engine);
        await installation.AnswerAsync(Month.AddDays(16));
        var (_, older) = await installation.FreezeAsync(Month);
        var (_, newer) = await installation.FreezeAsync(Month.AddMonths(1));

        var newest = (await installation.RunAsync("edition")).EndsWith(0);
        var named = (await installation.RunAsync("edition", older)).EndsWith(0);
        var json = (await installation.RunAsync("edition", older, "--json")).EndsWith(0);

        Assert.Equal(await PageAsync(installation, newer), newest.Output);
        Assert.Equal(await PageAsync(installation, older), named.Output);
        Assert.StartsWith("<!DOCTYPE html>", named.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(newest.Errors + named.Errors);
        Assert.Equal(older, json.Json.GetProperty("id").GetString());
    }

    [Long, Fact]
    public async Task That_there_is_not_says_so()
    {
        await using var installation = await Installation.StartAsync(engine);

        Assert.Contains("There is no edition yet", (await installation.RunAsync("edition")).EndsWith(1).Errors, StringComparison.Ordinal);
        (await installation.RunAsync("edition", $"{Guid.NewGuid()}")).EndsWith(1);
        (await installation.RunAsync("edition", "the-first")).EndsWith(2);
    }

    private static Task<string> PageAsync(Installation installation, string id) => installation.Http.GetStringAsync(new Uri($"/api/reporting/v1/editions/{id}/document?format=html", UriKind.Relative), Token);
}
