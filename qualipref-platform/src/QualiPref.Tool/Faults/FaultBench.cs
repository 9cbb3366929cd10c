using System.Net;
using QualiPref.Tool.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Faults;

/// <summary>Something that cannot go on by itself.</summary>
/// <param name="Id">Its name, to be pasted.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Reason">Why.</param>
/// <param name="GivenUp">Who gave it up, if anybody did.</param>
internal sealed record Fault(string Id, DateTimeOffset Since, string Reason, GivenUp? GivenUp);

/// <summary>Somebody gave it up.</summary>
internal sealed record GivenUp(DateTimeOffset At, string By, string Reason);

/// <summary>What became of something that was acted on.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Outcome"><c>onItsWay</c>, <c>givenUp</c>, <c>mended</c>, <c>stillParked</c>, <c>notParked</c> or <c>refused</c>.</param>
/// <param name="Detail">What the service said.</param>
internal sealed record ActResult(string Id, string Outcome, string Detail)
{
    public const string OnItsWay = "onItsWay", GivenUp = "givenUp", Mended = "mended", StillParked = "stillParked", NotParked = "notParked", Refused = "refused";

    public bool IsDone() => Outcome is OnItsWay or GivenUp or Mended;
}

/// <summary>What every service has parked, and what is done with it, in one list.</summary>
internal sealed class FaultBench(Api api)
{
    /// <summary>Everything that waits, or that was given up: of each place of a service the 200 oldest.</summary>
    public async Task<IReadOnlyList<Fault>> ListAsync(IReadOnlyList<string> services, bool givenUp, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        foreach (var service in services)
        {
            var parked = await api.ReadAsync<ParkedList>(Call.Get(service, $"parked?givenUp={(givenUp ? "true" : "false")}"), cancellationToken);
            faults.AddRange(parked.Items.Select(item => new Fault($"{new FaultId(service, item.Place, item.Id)}", item.ParkedAt, item.Reason, item.GivenUp)));
        }
        return [.. faults.OrderBy(fault => fault.Since)];
    }

    public async Task<ActResult> RetryAsync(FaultId id, CancellationToken cancellationToken) =>
        ResultOf(id, await api.TryAsync(Call.Post(id.Service, $"{id.Path}/retry", null), cancellationToken), ActResult.OnItsWay);

    public async Task<ActResult> GiveUpAsync(FaultId id, string reason, CancellationToken cancellationToken) =>
        ResultOf(id, await api.TryAsync(Call.Post(id.Service, $"{id.Path}/give-up", new { reason }), cancellationToken), ActResult.GivenUp);

    /// <summary>What a message holds, with its version.</summary>
    public async Task<Answer> ReadContentAsync(FaultId id, CancellationToken cancellationToken) =>
        id.Place == FaultId.Messages ? await api.SendAsync(Call.Get(id.Service, $"{id.Path}/content"), cancellationToken)
            : throw Failure.WrongUse($"{id} is no message: only what is parked under {FaultId.Messages} can be read and mended.");

    /// <summary>Puts another body in the place of a message's.</summary>
    public async Task<ActResult> MendAsync(FaultId id, object mended, CancellationToken cancellationToken)
    {
        var version = (await ReadContentAsync(id, cancellationToken)).ETag;
        return ResultOf(id, await api.TryAsync(new Call(HttpMethod.Put, id.Service, $"{id.Path}/content") { Body = mended, IfMatch = version }, cancellationToken), ActResult.Mended);
    }

    private static ActResult ResultOf(FaultId id, Answer answer, string done) => answer.Status switch
    {
        _ when answer.IsSuccess => new ActResult($"{id}", done, done == ActResult.OnItsWay ? "It is parked again if it still fails." : ""),
        HttpStatusCode.NotFound => new ActResult($"{id}", ActResult.NotParked, "Nothing of that name is parked; it may have gone on meanwhile."),
        HttpStatusCode.Conflict => new ActResult($"{id}", ActResult.StillParked, answer.Trouble),
        _ => new ActResult($"{id}", ActResult.Refused, answer.Trouble),
    };

    private sealed record ParkedList(IReadOnlyList<ParkedItem> Items);

    private sealed record ParkedItem(string Place, string Id, DateTimeOffset ParkedAt, string Reason, GivenUp? GivenUp);
}
