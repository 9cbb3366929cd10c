using QualiPref.Platform.Hosting;
using QualiPref.Surveys;

await QualiPrefHost.RunAsync(args, new SurveysModule());
