using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Complaints.Tests.Sending;

/// <summary>
/// From a moment on a service reaches neither its database nor, where its line is cut with it, the mail server: what it leaves is what its death leaves. Another one goes on
/// with the same cases.
/// </summary>
public sealed class Dying_while_sending(RealEngine engine) : IAsyncLifetime
{
    private readonly EngineWire _wire = new();
    private MailPeer _peer = null!;
    private BreakingLine _line = null!;
    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync()
    {
        _peer = await MailPeer.StartAsync();
        _line = new BreakingLine(_peer);
        _wire.LeadTo(engine.Engine);
        _service = await RunningComplaints.StartAsync(engine, _wire, _peer.Settings(_line.Port));
    }

    public async ValueTask DisposeAsync()
    {
        Revive();
        await _service.DisposeAsync();
        await _wire.DisposeAsync();
        await _line.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task Before_it_is_begun_leaves_it_to_another_that_sends_it_once()
    {
        var known = await _service.AnsweredAsync();
        Die();
        await using var other = await OtherAsync();
        other.PassTakeBack();
        await other.BecomesAsync(known.Id, "handedOver");
        Revive();
        _service.PassTakeBack();

        await OnceAsync(known.Id, "handedOver", taken: 1);
    }

    [Theory]
    [InlineData(nameof(Break.BeforeTheMessage), 0)]
    [InlineData(nameof(Break.BeforeTheEndCameThrough), 0)]
    [InlineData(nameof(Break.BeforeTheAnswer), 1)]
    [InlineData(nameof(Break.Never), 1)]
    public async Task Once_it_is_begun_leaves_it_uncertain_and_nobody_sends_it_again(string where, int taken)
    {
        var known = await _service.AnsweredAsync();
        _line.Next = Enum.Parse<Break>(where);
        _line.Broke = Die;
        _peer.BeforeAnswer = _ =>
        {
            Die();
            return Task.CompletedTask;
        };
        _service.PassTakeBack();
        await Eventually.HoldsAsync("it has died", _ => Task.FromResult(_isDead), cancellationToken: TestContext.Current.CancellationToken);
        await using var other = await OtherAsync();
        Assert.Equal("handingOver", (await other.Handler.KnownAsync(known.Id)).State());
        other.Pass(TimeSpan.FromMinutes(11));

        Assert.Equal("processEnded", (await other.BecomesAsync(known.Id, "uncertain")).LastDelivery()!.Text("fault"));

        // Not dead at all, as it turns out: what it writes of the letter comes too late.
        Revive();
        // By its clock too: between two that are eleven minutes apart each letter of the one would look abandoned to the other.
        _service.Pass(TimeSpan.FromMinutes(11));
        await OnceAsync(known.Id, "uncertain", taken);
    }

    private volatile bool _isDead;

    private void Die()
    {
        _wire.Mood = _ => WireFault.NotPrimary;
        _isDead = true;
    }

    private void Revive() => _wire.Mood = _ => WireFault.None;

    private Task<RunningComplaints> OtherAsync() => _service.BesideAsync(engine, _peer.Settings());

    // A further letter shows that both look for what is due.
    private async Task OnceAsync(string id, string state, int taken)
    {
        _peer.BeforeAnswer = _ => Task.CompletedTask;
        await Eventually.HoldsAsync("the one that revived reads again", async _ => (await _service.Handler.KnownAsync(id)).State() is not null, cancellationToken: TestContext.Current.CancellationToken);
        var further = await _service.AnsweredAsync("autre@example.test");
        _service.PassTakeBack();
        await _service.BecomesAsync(further.Id, "handedOver");
        Assert.Equal(state, (await _service.Handler.KnownAsync(id)).State());
        Assert.Equal(taken, _peer.Taken.Count(one => one.To == Letters.Person));
    }
}
