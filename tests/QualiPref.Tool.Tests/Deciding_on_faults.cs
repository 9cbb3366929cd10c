using QualiPref.Testing;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

public sealed class Deciding_on_faults(RealEngine engine)
{
    private static readonly DateOnly Month = new(2025, 6, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_there_are_none_ends_well()
    {
        await using var installation = await Installation.StartAsync(engine);

        var run = (await installation.RunAsync("faults", "list")).EndsWith(0);

        Assert.Contains("Nothing waits for anybody.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was given up.", (await installation.RunAsync("faults", "list", "--given-up")).EndsWith(0).Output, StringComparison.Ordinal);
    }

    [Long, Fact]
    public async Task Of_every_service_lists_them_with_names_that_can_be_pasted()
    {
        await using var installation = await Installation.StartAsync(engine);
        var answer = await installation.ParkAnswerAsync();
        var (report, _) = await installation.FreezeAsync(new DateOnly(2024, 6, 1));
        string[] parked = [await installation.ParkFactAsync(), answer, await installation.ParkFreezingAsync(report)];

        var run = (await installation.RunAsync("faults", "list", "--json")).EndsWith(1);

        Assert.Equal(parked.Order(), IdsOf(run).Order());
        var printed = (await installation.RunAsync("faults", "list")).EndsWith(1).Output;
        Assert.All(parked, id => Assert.Contains($" {id} ", printed, StringComparison.Ordinal));
        Assert.Equal([parked[0]], IdsOf(await installation.RunAsync("faults", "list", "--json", "--service", "indicators")));
        Assert.Equal([parked[2]], IdsOf(await installation.RunAsync("faults", "list", "--json", "--place", "freezings")));
        Assert.Equal([parked[2]], IdsOf(await installation.RunAsync("faults", "list", "--json", "--reason-has", "could not be built")));
        foreach (var id in parked) Assert.Contains(id, (await installation.RunAsync("faults", "show", id)).EndsWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tries_again_what_is_named()
    {
        await using var installation = await Installation.StartAsync(engine);
        var (fact, other) = (await installation.ParkFactAsync(), await installation.ParkFactAsync());

        var run = (await installation.RunAsync("faults", "retry", "--json", fact)).EndsWith(0);

        Assert.Equal([$"{fact} onItsWay"], OutcomesOf(run));
        await Eventually.ReadsAsync("it is counted", _ => installation.RunAsync("faults", "list", "--json"), list => IdsOf(list).SequenceEqual([other]), cancellationToken: Token);
    }

    [Long, Fact]
    public async Task Tries_again_a_freezing_like_all_else()
    {
        await using var installation = await Installation.StartAsync(engine);
        await installation.AnswerAsync(Month.AddDays(16));
        var (report, _) = await installation.FreezeAsync(Month);
        var freezing = await installation.ParkFreezingAsync(report);

        (await installation.RunAsync("faults", "retry", freezing)).EndsWith(0);

        await Eventually.ReadsAsync("its edition is built", _ => installation.RunAsync("faults", "list"), list => list.ExitCode == 0, cancellationToken: Token);
        Assert.Equal([$"{freezing} notParked"], OutcomesOf((await installation.RunAsync("faults", "retry", "--json", freezing)).EndsWith(1)));
    }

    [Fact]
    public async Task Tries_again_all_that_a_filter_lets_through_and_tells_what_still_cannot_go_on()
    {
        await using var installation = await Installation.StartAsync(engine);
        var facts = new List<string>();
        // More than a service lists at once.
        for (var number = 0; number < 230; number++) facts.Add(await installation.ParkFactAsync("Trop tôt"));
        var (stuck, other) = (await installation.ParkForGoodAsync(), await installation.ParkFactAsync());

        var filtered = (await installation.RunAsync("faults", "retry", "--json", "--all", "--reason-has", "trop tôt")).EndsWith(0);
        var rest = (await installation.RunAsync("faults", "retry", "--json", "--all", "--service", "indicators")).EndsWith(1);

        Assert.Equal(facts.Select(id => $"{id} onItsWay").Order(), OutcomesOf(filtered).Order());
        Assert.Equal(new[] { $"{stuck} stillParked", $"{other} onItsWay" }.Order(), OutcomesOf(rest).Order());
        Assert.Contains("Retrying", filtered.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_up_with_a_reason_in_the_name_of_whoever_does()
    {
        await using var installation = await Installation.StartAsync(engine);
        var fact = await installation.ParkFactAsync();

        (await installation.RunAsync("faults", "give-up", fact, "--reason", "Doublon d'essai", "--as", "Camille Exploitante")).EndsWith(0);

        (await installation.RunAsync("faults", "list")).EndsWith(0);
        var given = Assert.Single((await installation.RunAsync("faults", "list", "--given-up", "--json")).EndsWith(0).Json.GetProperty("faults").EnumerateArray()).GetProperty("givenUp");
        Assert.Equal(("Camille Exploitante", "Doublon d'essai"), (given.GetProperty("by").GetString(), given.GetProperty("reason").GetString()));
        Assert.Contains("Camille Exploitante", (await installation.RunAsync("faults", "show", fact)).EndsWith(0).Output, StringComparison.Ordinal);
        (await installation.RunAsync("faults", "retry", fact)).EndsWith(0);
    }

    [Long, Fact]
    public async Task Gives_up_a_freezing_like_all_else()
    {
        await using var installation = await Installation.StartAsync(engine);
        await installation.AnswerAsync(Month.AddDays(16));
        var (report, _) = await installation.FreezeAsync(Month);
        var freezing = await installation.ParkFreezingAsync(report);

        (await installation.RunAsync("faults", "give-up", freezing, "--reason", "Essai")).EndsWith(0);

        (await installation.RunAsync("faults", "list")).EndsWith(0);
    }

    [Fact]
    public async Task That_are_not_there_tells_so()
    {
        await using var installation = await Installation.StartAsync(engine);
        string[] names = [$"surveys/responses/{Guid.NewGuid()}", $"reporting/freezings/{Guid.NewGuid()}", "complaints/nowhere/1"];

        foreach (var name in names)
        {
            Assert.Equal([$"{name} notParked"], OutcomesOf((await installation.RunAsync("faults", "retry", "--json", name)).EndsWith(1)));
            Assert.Equal([$"{name} notParked"], OutcomesOf((await installation.RunAsync("faults", "give-up", "--json", name, "--reason", "Essai")).EndsWith(1)));
            (await installation.RunAsync("faults", "show", name)).EndsWith(1);
        }
    }

    private static IEnumerable<string> IdsOf(ToolRun run) => run.Json.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("id").GetString()!);

    private static IEnumerable<string> OutcomesOf(ToolRun run) =>
        run.Json.GetProperty("results").EnumerateArray().Select(result => $"{result.GetProperty("id").GetString()} {result.GetProperty("outcome").GetString()}");
}
