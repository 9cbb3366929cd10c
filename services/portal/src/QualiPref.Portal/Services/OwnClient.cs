using QualiPref.Platform.Hosting;

namespace QualiPref.Portal.Services;

/// <summary>The portal's own calls, made like those of any service so that they are judged alike.</summary>
internal sealed class OwnClient(HttpClient http) : ServiceClient(http, QualiPrefHost.Portal);
