using System.CommandLine;
using System.Net;
using System.Text.Json;
using QualiPref.Platform.Calls;
using QualiPref.Tool.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Repairing;

/// <summary><c>verify-all</c>: recomputes every edition from the versions of the facts that it rests on.</summary>
internal static class VerifyAllCommand
{
    private const int MostDifferencesShown = 20;

    public static Command Create(Toolbox toolbox)
    {
        var network = new Option<string?>("--network") { Description = "Code of a network; every edition when left out.", HelpName = "code" };
        return toolbox.Does(
            new Command("verify-all", "Recomputes every figure of every edition from the facts that it was frozen from, and names what differs: the check after an upgrade and after a restore. Ends with 1 when an edition differs or cannot be verified.")
            {
                network,
            },
            (session, arguments, cancellationToken) => RunAsync(session, arguments.GetValue(network), cancellationToken));
    }

    private static async Task<int> RunAsync(Session session, string? network, CancellationToken cancellationToken)
    {
        var editions = (await session.Api.ListAsync<Edition>(ServiceNames.Reporting, "editions", cancellationToken))
            .Where(edition => network is null || edition.Network == network).OrderBy(edition => edition.CreatedAt).ToList();
        var verified = new List<Verified>();
        foreach (var edition in editions) verified.Add(await VerifyAsync(session, edition, $"{verified.Count + 1} of {editions.Count}", cancellationToken));
        var differing = verified.Count(one => !one.IsVerified);
        session.Screen.Show(new VerifyAllResult(verified, differing), () => ShowPeople(session.Screen, verified, differing));
        return differing == 0 ? ExitCode.Fine : ExitCode.Wrong;
    }

    private static async Task<Verified> VerifyAsync(Session session, Edition edition, string which, CancellationToken cancellationToken)
    {
        var result = await session.Screen.FollowAsync($"{edition.Name()} ({which})", tell => VerifyAsync(session, edition, tell, cancellationToken));
        session.Screen.Note($"{edition.Name()}: {(result.IsVerified ? "as frozen" : "DIFFERS")}");
        return result;
    }

    // One that cannot even be verified must not keep the others from it; a service that is away, or does not let us, does.
    private static async Task<Verified> VerifyAsync(Session session, Edition edition, Action<double> tell, CancellationToken cancellationToken)
    {
        var answer = await session.Api.TryAsync(Call.Post(ServiceNames.Reporting, $"editions/{edition.Id}/verify"), cancellationToken);
        if (!answer.IsSuccess) return Verified.Not(edition, answer.Trouble);
        try
        {
            var result = answer.Status == HttpStatusCode.Accepted ? await Operations.FollowAsync(session, ServiceNames.Reporting, answer, tell, cancellationToken) : answer.Body;
            return Verified.Of(edition, result.Deserialize<Verification>(Wire.Json)!);
        }
        catch (Failure failure) when (failure.ExitCode == ExitCode.Wrong)
        {
            return Verified.Not(edition, failure.Message);
        }
    }

    private static void ShowPeople(Screen screen, List<Verified> verified, int differing)
    {
        if (verified.Count > 0) screen.Table(["Edition", "Network", "Period", "Revision", "Figures", "Facts", "As frozen"], verified.Select(one => (string[])
            [$"{one.Id}", one.Network, one.Period, Screen.Number(one.Revision), Screen.Number(one.Figures), Screen.Number(one.Facts), one.IsVerified ? "yes" : "no"]));
        foreach (var one in verified.Where(one => !one.IsVerified))
        {
            screen.Line($"{one.Id}: {one.Trouble ?? $"{Screen.Number(one.DifferenceCount)} differences"}");
            foreach (var difference in one.Differences.Take(MostDifferencesShown)) screen.Line($"  {difference.Kind} {difference.Id} {difference.Site} {difference.Date}: expected {difference.Expected ?? "nothing"}, found {difference.Found ?? "nothing"}");
        }
        screen.Line(differing == 0 ? $"Editions that are as they were frozen: {Screen.Number(verified.Count)}, all of them." : $"Editions that differ or cannot be verified: {Screen.Number(differing)} of {Screen.Number(verified.Count)}.");
    }

    private sealed record Edition(Guid Id, string Network, string Period, int Revision, DateTimeOffset CreatedAt)
    {
        public string Name() => $"{Network} {Period} revision {Revision}";
    }

    private sealed record Verification(bool Verified, int Figures, long Facts, int DifferenceCount, IReadOnlyList<Difference> Differences);

    private sealed record Difference(string Kind, string? Id, string? Site, string? Date, string? Expected, string? Found, string? Detail);

    private sealed record Verified(
        Guid Id, string Network, string Period, int Revision, bool IsVerified, int Figures, long Facts, int DifferenceCount, IReadOnlyList<Difference> Differences, string? Trouble)
    {
        public static Verified Of(Edition edition, Verification found) => new(
            edition.Id, edition.Network, edition.Period, edition.Revision, found.Verified, found.Figures, found.Facts, found.DifferenceCount, found.Differences, null);

        public static Verified Not(Edition edition, string trouble) => new(edition.Id, edition.Network, edition.Period, edition.Revision, false, 0, 0, 0, [], trouble);
    }

    private sealed record VerifyAllResult(IReadOnlyList<Verified> Editions, int Differing);
}
