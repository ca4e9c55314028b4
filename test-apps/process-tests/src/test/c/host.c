/* A program that creates its JVM by JNI, as jsvc and procrun do: no main class is named anywhere. */
#include <dlfcn.h>
#include <jni.h>
#include <stdio.h>
#include <string.h>

#define MAX_OPTIONS 32

typedef jint (*create_vm)(JavaVM **, void **, void *);

/* usage: host <libjvm.so> <option of the JVM>... -- <main class, with slashes> <argument>... */
int main(int argc, char **argv) {
  JavaVMOption options[MAX_OPTIONS];
  JavaVMInitArgs init = {JNI_VERSION_10, 0, options, JNI_FALSE};
  JavaVM *vm;
  JNIEnv *env;
  int next = 2;
  while (next < argc && strcmp(argv[next], "--") != 0 && init.nOptions < MAX_OPTIONS) {
    options[init.nOptions++].optionString = argv[next++];
  }
  void *library = dlopen(argv[1], RTLD_NOW | RTLD_GLOBAL);
  create_vm create = library == NULL ? NULL : (create_vm)dlsym(library, "JNI_CreateJavaVM");
  if (next + 1 >= argc || create == NULL || create(&vm, (void **)&env, &init) != JNI_OK) {
    fprintf(stderr, "host: no JVM\n");
    return 2;
  }
  jclass type = (*env)->FindClass(env, argv[next + 1]);
  jmethodID method = type == NULL ? NULL : (*env)->GetStaticMethodID(env, type, "main", "([Ljava/lang/String;)V");
  if (method != NULL) {
    jclass string = (*env)->FindClass(env, "java/lang/String");
    jobjectArray arguments = (*env)->NewObjectArray(env, argc - next - 2, string, NULL);
    for (int i = next + 2; i < argc; i++) {
      (*env)->SetObjectArrayElement(env, arguments, i - next - 2, (*env)->NewStringUTF(env, argv[i]));
    }
    (*env)->CallStaticVoidMethod(env, type, method, arguments);
  }
  if ((*env)->ExceptionCheck(env)) {
    (*env)->ExceptionDescribe(env);
    return 1;
  }
  return (*vm)->DestroyJavaVM(vm) == JNI_OK ? 0 : 1;
}
