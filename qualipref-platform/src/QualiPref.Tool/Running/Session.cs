using QualiPref.Tool.Calls;

namespace QualiPref.Tool.Running;

/// <summary>What a command works with.</summary>
/// <param name="settings">Where everything is.</param>
/// <param name="screen">Where it says what.</param>
/// <param name="time">The clock.</param>
internal sealed class Session(Settings settings, Screen screen, TimeProvider time) : IDisposable
{
    private readonly HttpClients _clients = new();

    public Settings Settings => settings;

    public Screen Screen => screen;

    public TimeProvider Time => time;

    /// <summary>By what the caller is known.</summary>
    public Credentials Credentials => field ??= new Credentials(settings, time);

    /// <summary>The calls of the services.</summary>
    public Api Api => field ??= new Api(_clients.Patient, settings, Credentials);

    /// <summary>The same calls, each made once.</summary>
    public Api HastyApi => field ??= new Api(_clients.Curt, settings, Credentials);

    /// <summary>Asks a process how it is.</summary>
    public Probe Probe => field ??= new Probe(_clients.Curt);

    /// <summary>A client that asks once and waits as long as it takes, for work that repeats by itself.</summary>
    public HttpClient NewPlainClient(Uri address) => _clients.New(address);

    public void Dispose() => _clients.Dispose();
}
