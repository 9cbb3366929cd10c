using System.Text.Json;
using QualiPref.Tool.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Repairing;

/// <summary>Long work of a service, as it stands.</summary>
internal sealed record Operation(string Status, double Progress, JsonElement Result, JsonElement Problem);

/// <summary>Follows long work of a service to its end.</summary>
internal static class Operations
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500), Patience = TimeSpan.FromMinutes(10);

    /// <summary>Waits until an operation has ended; gives up on one that stands still.</summary>
    /// <param name="session">What the command works with.</param>
    /// <param name="service">The service at work.</param>
    /// <param name="accepted">What it answered when it was asked.</param>
    /// <param name="tell">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the waiting, not the work.</param>
    /// <exception cref="Failure">It failed, or has not moved for ten minutes.</exception>
    public static async Task<JsonElement> FollowAsync(Session session, string service, Answer accepted, Action<double> tell, CancellationToken cancellationToken)
    {
        var id = accepted.Location?.ToString().Split('/')[^1] ?? throw Failure.NotReached($"{accepted.Call} named no operation to follow: look at the address.");
        using var pause = new PeriodicTimer(Look, session.Time);
        var (progress, since) = (-1.0, session.Time.GetTimestamp());
        while (true)
        {
            var operation = await session.Api.ReadAsync<Operation>(Call.Get(service, $"operations/{id}"), cancellationToken);
            tell(operation.Progress);
            if (operation.Status == "succeeded") return operation.Result;
            if (operation.Status == "failed") throw Failure.Wrong($"Operation {id} of {service} failed: {Words(operation.Problem)}");
            if (operation.Progress != progress) (progress, since) = (operation.Progress, session.Time.GetTimestamp());
            else if (session.Time.GetElapsedTime(since) > Patience)
                throw Failure.Wrong(FormattableString.Invariant($"Operation {id} of {service} stands at {progress:P0} and has not moved for {Patience.TotalMinutes:0} minutes; it may go on all the same. Look at the service's log."));
            await pause.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static string Words(JsonElement problem) => problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("detail", out var detail) ? $"{detail} ({problem.GetProperty("code")})" : "it does not say why.";
}
