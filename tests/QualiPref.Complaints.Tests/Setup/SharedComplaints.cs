using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Setup;

/// <summary>The service on 3 July 2026, for all tests of a class that look only at what they filed themselves.</summary>
public sealed class SharedComplaints(RealEngine engine) : IAsyncLifetime
{
    internal RunningComplaints Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningComplaints.StartAsync(engine);
        Service.Time.Set(new DateOnly(2026, 7, 3));
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
