using System.Net;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Complaints.Tests.Privacy;

public sealed class Dying_while_erasing(RealEngine engine) : IAsyncLifetime
{
    private readonly EngineWire _wire = new();
    private RunningComplaints _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _wire.LeadTo(engine.Engine);
        _service = await RunningComplaints.StartAsync(engine, _wire, []);
    }

    public async ValueTask DisposeAsync()
    {
        _wire.Mood = _ => WireFault.None;
        await _service.DisposeAsync();
        await _wire.DisposeAsync();
    }

    [Fact]
    public async Task Before_the_files_are_gone_leaves_them_to_the_next_sweep()
    {
        var known = await _service.ClosedCaseOfAsync("mort1");
        var file = await _service.WithFileAsync(known, "mort1");
        var files = _service.Part<AttachmentStore>();
        // A sweep has seen by then that the case names it, and looks at it no more.
        await files.SweepAsync(_service.Time.GetUtcNow().AddDays(2), Token);
        _wire.Mood = command => command == "delete" ? WireFault.NotPrimary : WireFault.None;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _service.As("quality", "*").TryAsync(known, "erase", new { })).StatusCode);

        _wire.Mood = _ => WireFault.None;
        Assert.True((await _service.Handler.KnownAsync(known.Id)).Body["erased"]!.GetValue<bool>());
        Assert.NotNull(await files.ReadAsync(file.Id, Token));
        await files.SweepAsync(_service.Time.GetUtcNow().AddDays(2), Token);
        Assert.Empty(await _service.PlacesOfAsync("mort1"));
    }
}
