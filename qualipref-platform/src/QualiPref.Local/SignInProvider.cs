using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace QualiPref.Local;

/// <summary>
/// The provider of identities that people sign in with on this machine: OpenIddict, with sample persons, in a process of its own. The project <c>QualiPref.LocalProvider</c> is
/// it; no image has it.
/// </summary>
internal sealed class SignInProvider
{
    private const string Client = "qualipref-proconnect";

    private readonly string _dataDirectory;
    private readonly string _secret = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>A provider, not yet started.</summary>
    /// <param name="dataDirectory">Its port, its keys, and the sessions that ended; created when absent.</param>
    /// <param name="logFile">File its output is added to.</param>
    public SignInProvider(string dataDirectory, string logFile)
    {
        _dataDirectory = dataDirectory;
        Directory.CreateDirectory(dataDirectory);
        var persons = Path.Combine(dataDirectory, "persons.json");
        File.WriteAllText(persons, JsonSerializer.Serialize(SamplePerson.All, JsonSerializerOptions.Web));
        var settings = new Dictionary<string, string>
        {
            ["QualiPref__LocalProvider__Data"] = dataDirectory,
            ["QualiPref__LocalProvider__Persons"] = persons,
            ["QualiPref__LocalProvider__ClientSecret"] = _secret,
        };
        Process = new ServiceProcess("sign-in", ProjectFolder.BuiltAssembly("QualiPref.LocalProvider"), StayingPort(), settings, logFile);
    }

    /// <summary>Its process.</summary>
    public ServiceProcess Process { get; }

    /// <summary>What a portal is told of it, as environment variables.</summary>
    public IReadOnlyDictionary<string, string> PortalSettings => new Dictionary<string, string>
    {
        ["QualiPref__Portal__SignIn__Authority"] = Process.Address + "/",
        ["QualiPref__Portal__SignIn__ClientId"] = Client,
        ["QualiPref__Portal__SignIn__ClientSecret"] = _secret,
        ["QualiPref__Portal__SignIn__Preset"] = "ProConnect",
        // It alone is behind itself.
        ["QualiPref__Portal__SignIn__ConfirmingProviders"] = "00000000-0000-4000-8000-000000000000",
        ["QualiPref__Portal__SignIn__Name"] = "le fournisseur local",
    };

    // Persons are known by the provider's address and their name there, so that the port is chosen once and stays with the data.
    private int StayingPort()
    {
        var file = Path.Combine(_dataDirectory, "port");
        if (!File.Exists(file))
            File.WriteAllText(file, Ports.Choose(0).ToString(CultureInfo.InvariantCulture));
        return int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
    }
}
