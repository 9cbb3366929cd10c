using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic.Sending;

/// <summary>
/// Sends chains of requests and repeats each, with the same id and content, until the server has acknowledged it: a reply that never came,
/// 429 and any 5xx but 500 are tried again; every reply is reported. Safe for concurrent use, but a case or answer may only be worked on by one chain
/// at a time.
/// </summary>
/// <param name="http">Client whose base address is the origin.</param>
/// <param name="identities">Tokens; every kiosk of the chains must have been enrolled.</param>
/// <param name="clock">Dates the syncs and paces the retries.</param>
public sealed class ApiSender(HttpClient http, Identities identities, TimeProvider clock)
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, string> _etags = new();
    private readonly ConcurrentDictionary<Guid, string> _proofs = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentDictionary<Guid, int> _alreadyMade = new();
    private long _done;

    /// <summary>Called for every reply received, from any thread, before the chain goes on.</summary>
    public Action<Exchange>? Observed { get; init; }

    /// <summary>What the server should never have answered: a refusal of a valid request, or 500.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>
    /// True when another sender may have sent these chains before, wholly or in part: transitions that a case has already made, as its version tells, are passed
    /// over, and a decision on an answer that is already taken is taken for done, and so is an answer of a kiosk that was enrolled anew since.
    /// </summary>
    public bool MayHaveBeenSent { get; init; }

    /// <summary>Requests acknowledged so far.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Sends all chains; returns when every request is acknowledged or refused.</summary>
    /// <param name="chains">Requests of one chain go in order.</param>
    /// <param name="parallel">Chains under way at the same time.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task SendAsync(IEnumerable<IReadOnlyList<SyntheticRequest>> chains, int parallel, CancellationToken cancellation) =>
        Parallel.ForEachAsync(chains, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation },
            async (chain, token) => await SendChainAsync(chain, token));

    private async Task SendChainAsync(IReadOnlyList<SyntheticRequest> chain, CancellationToken cancellation)
    {
        foreach (var request in chain)
        {
            if (!AlreadyMade(request) && !await SendAsync(request, cancellation))
                return;
            if (MayHaveBeenSent && request is FileCase { Filing.Id: var id })
                _alreadyMade[id] = (await ReadCaseAsync(id, cancellation)).Exchange.Reply!.Value.GetProperty("version").GetInt32() - 1;
            Interlocked.Increment(ref _done);
        }
    }

    private bool AlreadyMade(SyntheticRequest request) =>
        request is MoveCase { Id: var id } && _alreadyMade.TryGetValue(id, out var left) && left > 0 && _alreadyMade.TryUpdate(id, left - 1, left);

    /// <summary>Sends one request until it is acknowledged.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False when the server refused it; the reason is in <see cref="Faults"/>.</returns>
    public async Task<bool> SendAsync(SyntheticRequest request, CancellationToken cancellation)
    {
        var uncertain = false;
        for (var attempt = 0; ; attempt++)
        {
            var call = await PrepareAsync(request, cancellation);
            var reply = call is null ? null : await TryAsync(call, cancellation);
            // Without a proof that only the next version asks for, it is tried again with one.
            var cameTooLate = call is { IsUnproven: true } && reply is { Status: (int)HttpStatusCode.UnprocessableEntity };
            if (call is null || reply is null || reply.IsAway || cameTooLate)
            {
                uncertain |= call is not null;
                await PauseAsync(attempt, reply, cancellation);
                continue;
            }
            // Only this chain works on the resource: a stale tag after a reply that never came means that the lost attempt was carried out.
            if (reply.Status == (int)HttpStatusCode.PreconditionFailed && uncertain)
                reply = call.CarriedOut(clock);
            return Conclude(request, call, reply);
        }
    }

    /// <summary>The call, or null when the proof that it needs could not be had.</summary>
    private async Task<Call?> PrepareAsync(SyntheticRequest request, CancellationToken cancellation)
    {
        try
        {
            return await Call.ForAsync(request, identities, clock, id => EtagAsync(id, cancellation), id => ProofAsync(id, cancellation));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task<Reply?> TryAsync(Call call, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AttemptTimeout);
        try
        {
            return await call.SendAsync(http, clock, limit.Token);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task PauseAsync(int attempt, Reply? reply, CancellationToken cancellation)
    {
        var pause = TimeSpan.FromMilliseconds(Math.Min(1000, 50 << Math.Min(attempt, 5)));
        if (reply?.RetryAfter is { } asked && asked < pause)
            pause = asked;
        await Task.Delay(pause, clock, cancellation);
    }

    private bool Conclude(SyntheticRequest request, Call call, Reply reply)
    {
        Observed?.Invoke(reply.Exchange);
        // A kiosk that was enrolled anew is another one to the server, and its answers differ from those of before.
        var repeated = MayHaveBeenSent && request is DecideAnswer or PutAnswer { Kiosk: not null } && reply.Status == (int)HttpStatusCode.Conflict;
        if (!repeated && !call.Expects(reply.Status))
        {
            _faults.Enqueue($"{reply.Exchange.Method} {reply.Exchange.Path}: {reply.Status} {reply.Exchange.Reply}");
            return false;
        }
        if (call.Resource is { } id)
            Remember(id, reply.Etag);
        if (request is MoveCase { Body.Into: { } into })
            Remember(into, null);
        return true;
    }

    private void Remember(Guid id, string? etag)
    {
        if (etag is null)
            _etags.TryRemove(id, out _);
        else
            _etags[id] = etag;
    }

    // The same for each attempt: one that was just made is refused for a moment.
    private async Task<string?> ProofAsync(Guid id, CancellationToken cancellation)
    {
        if (_proofs.TryGetValue(id, out var known))
            return known;
        using var answer = await http.PostAsJsonAsync("/api/complaints/v1/filing-proofs", new { id }, cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        var made = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return _proofs[id] = made.GetProperty("proof").GetString()!;
    }

    private async Task<string> EtagAsync(Guid id, CancellationToken cancellation) =>
        _etags.TryGetValue(id, out var known) ? known : _etags[id] = (await ReadCaseAsync(id, cancellation)).Etag!;

    private async Task<Reply> ReadCaseAsync(Guid id, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            var reply = await TryAsync(Call.ReadCase(id, identities), cancellation);
            if (reply is { Etag: not null, Status: (int)HttpStatusCode.OK })
                return reply;
            if (reply is { IsAway: false })
                throw new InvalidOperationException($"Case {id} cannot be read: {reply.Status}, ETag {reply.Etag ?? "missing"}, {reply.Exchange.Reply}");
            await PauseAsync(attempt, reply, cancellation);
        }
    }
}
