using System.CommandLine;
using System.Text.Json;
using QualiPref.Platform.Calls;
using QualiPref.Tool.Calls;
using QualiPref.Tool.Counting;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Repairing;

/// <summary><c>rebuild</c> and <c>resend</c>: has figures computed anew, or what they rest on sent anew.</summary>
internal static class RebuildCommand
{
    public static Command CreateRebuild(Toolbox toolbox)
    {
        var scope = new ScopeOptions();
        return toolbox.Does(
            new Command("rebuild", "Recomputes the figures of each network and period from the facts that are held. Nothing is lost or counted twice by it.") { scope.Network, scope.Period },
            (session, arguments, cancellationToken) => RunAsync(session, arguments, scope, "rebuild", "", result => new Rebuilt(Number(result, "facts"), 0),
                done => $"{Screen.Number(done.Sum(one => one.Facts))} facts were marked; their figures follow within seconds.", cancellationToken));
    }

    public static Command CreateResend(Toolbox toolbox)
    {
        var scope = new ScopeOptions();
        var overrules = new Option<bool>("--overrule") { Description = "What comes replaces what is held, whatever its version: for facts that are wrong in themselves." };
        return toolbox.Does(
            new Command("resend", "Asks the sources to send the records of each network and period again: every day that the balance knows, closed or not. It ends once all were asked for; `balance` tells when all is counted.")
            {
                scope.Network, scope.Period, overrules,
            },
            (session, arguments, cancellationToken) => RunAsync(session, arguments, scope, "resend", arguments.GetValue(overrules) ? "&overrules=true" : "", result => new Rebuilt(0, Number(result, "siteDays")),
                done => $"{Screen.Number(done.Sum(one => one.SiteDays))} days of a site and source were asked for. `qualipref balance` tells when all is counted.", cancellationToken));
    }

    private static async Task<int> RunAsync(
        Session session, ParseResult arguments, ScopeOptions scope, string what, string more, Func<JsonElement, Rebuilt> read, Func<IReadOnlyList<Rebuilt>, string> sentence, CancellationToken cancellationToken)
    {
        var period = arguments.GetValue(scope.Period) ?? Balances.TwoYears(session.Time);
        var done = new List<Rebuilt>();
        foreach (var network in await session.Api.NetworksAsync(arguments.GetValue(scope.Network), cancellationToken))
        {
            var call = Call.Post(ServiceNames.Indicators, $"{what}?network={Uri.EscapeDataString(network)}&period={Uri.EscapeDataString(period)}{more}");
            var accepted = await session.Api.SendAsync(call, cancellationToken);
            var result = await session.Screen.FollowAsync($"{what} {network}", tell => Operations.FollowAsync(session, ServiceNames.Indicators, accepted, tell, cancellationToken));
            done.Add(read(result) with { Network = network });
        }
        session.Screen.Show(new RebuildResult(period, done), () => session.Screen.Line(sentence(done)));
        return ExitCode.Fine;
    }

    private static long Number(JsonElement result, string name) => result.ValueKind == JsonValueKind.Object && result.TryGetProperty(name, out var number) ? number.GetInt64() : 0;

    private sealed record Rebuilt(long Facts, long SiteDays)
    {
        public string Network { get; init; } = "";
    }

    private sealed record RebuildResult(string Period, IReadOnlyList<Rebuilt> Networks);
}
