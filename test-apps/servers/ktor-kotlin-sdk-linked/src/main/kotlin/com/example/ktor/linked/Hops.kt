package com.example.ktor.linked

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.future.await
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield

/** The ways by which a coroutine's code goes to another thread. */
class Hops(private val caller: Caller) {
    private val hops: Map<String, suspend () -> String> = mapOf(
        "here" to { caller.name() },
        "later" to {
            delay(1)
            caller.name()
        },
        "yield" to {
            yield()
            caller.name()
        },
        "dispatcher" to { withContext(Dispatchers.IO) { caller.name() } },
        "launched" to {
            val name = CompletableDeferred<String>()
            coroutineScope { launch(Dispatchers.Default) { name.complete(caller.name()) } }
            name.await()
        },
        "async" to { coroutineScope { async(Dispatchers.IO) { delay(1); caller.name() }.await() } },
        "flow" to {
            flow {
                delay(1)
                emit(caller.name())
            }.flowOn(Dispatchers.IO).map { it + caller.name().drop(it.length) }.toList().single()
        },
        "scope" to { OWN.async { delay(1); caller.name() }.await() },
        "foreign-scope" to { first().async(Dispatchers.Unconfined) { delay(1); caller.name() }.await() },
        "foreign-part" to { withContext(first().coroutineContext) { delay(1); caller.name() } },
        "unconfined" to { withContext(Dispatchers.Unconfined) { delay(1); caller.name() } },
        "future" to { OWN.future { caller.name() }.await() },
        "blocking" to { runBlocking { delay(1); caller.name() } },
    )

    suspend fun one(name: String): String = hops.getValue(name)()

    suspend fun all(): String = hops.map { it.value() }.toSet().joinToString(" and ")

    private companion object {
        /** Outlives every request. */
        val OWN = CoroutineScope(Dispatchers.Default)

        private var first: CoroutineScope? = null

        /** A scope with all of the first request's context but its end. */
        suspend fun first(): CoroutineScope =
            synchronized(this) { first } ?: CoroutineScope(kotlin.coroutines.coroutineContext)
                .let { CoroutineScope(it.coroutineContext.minusKey(kotlinx.coroutines.Job)) }
                .also { made -> synchronized(this) { first = first ?: made } }
    }
}
